package io.interleave.engine.wire;

import io.interleave.engine.event.Kind;
import io.interleave.engine.event.ObjectInfo;
import io.interleave.engine.event.Trace;
import java.util.BitSet;
import java.util.function.IntConsumer;

/**
 * Writes a trace as batches, each with the declarations that are first needed in it. Not
 * thread-safe.
 */
public final class BatchWriter {

  private final Trace trace;
  private final BitSet threads = new BitSet();
  private final BitSet objects = new BitSet();
  private final BitSet sites = new BitSet();
  private final BitSet strings = new BitSet();
  private int written;

  public BatchWriter(Trace trace) {
    this.trace = trace;
  }

  /** The seq of the last event written. */
  public int written() {
    return written;
  }

  /**
   * The batch of the events after the last one written, up to {@code to}, as JSON.
   *
   * @throws IllegalArgumentException if there are none
   */
  public String next(int to) {
    int from = written + 1;
    if (to < from) {
      throw new IllegalArgumentException("a batch of events " + from + " to " + to + " is empty");
    }
    BitSet newThreads = new BitSet();
    BitSet newObjects = new BitSet();
    BitSet newSites = new BitSet();
    BitSet newStrings = new BitSet();
    for (int seq = from; seq <= to; seq++) {
      add(trace.thread(seq), threads, newThreads);
      addObject(trace.object(seq), newObjects);
      add(trace.site(seq), sites, newSites);
      Kind kind = trace.kind(seq);
      if (kind.valueType() == Kind.ValueType.THREAD) {
        add((int) trace.value(seq), threads, newThreads);
      } else if (Values.isText(trace, kind, trace.object(seq))) {
        add((int) trace.value(seq), strings, newStrings);
      }
    }
    newThreads.stream().forEach(id -> addObject(trace.threads().get(id).pool(), newObjects));
    StringBuilder json = new StringBuilder((to - from + 1) * 14 + 256);
    Json out = new Json(json);
    out.begin().field("seq", from).field("count", to - from + 1);
    array(out, "threads", newThreads, id -> Declarations.thread(out, trace.threads().get(id)));
    array(out, "objects", newObjects, id -> Declarations.object(out, trace.objects().get(id)));
    array(out, "sites", newSites, id -> Declarations.site(out, id, trace.sites().get(id)));
    array(out, "strings", newStrings, id -> Declarations.text(out, id, trace.strings().get(id)));
    out.field("data", Columns.encode(trace, from, to)).end();
    written = to;
    return json.toString();
  }

  /** An object comes with its parent, so that no declaration speaks of an unknown one. */
  private void addObject(int id, BitSet fresh) {
    if (add(id, objects, fresh)) {
      ObjectInfo object = trace.objects().get(id);
      addObject(object.parent(), fresh);
    }
  }

  private static boolean add(int id, BitSet known, BitSet fresh) {
    if (id == 0 || known.get(id)) {
      return false;
    }
    known.set(id);
    fresh.set(id);
    return true;
  }

  private static void array(Json out, String name, BitSet ids, IntConsumer each) {
    if (!ids.isEmpty()) {
      out.name(name).beginArray();
      ids.stream().forEach(each);
      out.endArray();
    }
  }
}
