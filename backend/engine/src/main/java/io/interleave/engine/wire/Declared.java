package io.interleave.engine.wire;

import io.interleave.engine.event.Kind;
import io.interleave.engine.event.Trace;
import io.interleave.engine.event.WakeReason;

/**
 * What docs/trace-format.md promises of every event, for traces that come from a file: whoever
 * reads one relies on it.
 */
public final class Declared {

  /** The highest ids that any run has; those of sites have a column of 16 bits. */
  public static final int MOST_THREADS = 100_000;

  public static final int MOST_OBJECTS = 4_000_000;
  public static final int MOST_STRINGS = 16_000_000;
  public static final int MOST_SITES = 0xffff;

  private Declared() {}

  /**
   * Looks at the events from one on.
   *
   * @throws IllegalArgumentException if one speaks of what was not declared, or of a cause that
   *     does not precede it
   */
  public static void check(Trace trace, int from) {
    for (int seq = from; seq <= trace.size(); seq++) {
      check(trace.threads().find(trace.thread(seq)) != null, seq, "thread");
      int object = trace.object(seq);
      boolean declared = trace.objects().find(object) != null;
      check(declared || (object == 0 && !isOnObject(trace.kind(seq))), seq, "object");
      int site = trace.site(seq);
      check(site == 0 || trace.sites().find(site) != null, seq, "site");
      check(trace.cause(seq) >= 0 && trace.cause(seq) < seq, seq, "cause");
      value(trace, seq);
    }
  }

  /** Whether something is done to an object, as it is by all kinds from locks to futures. */
  private static boolean isOnObject(Kind kind) {
    return kind.code() >= Kind.LOCK_REQUEST.code() && kind.code() < Kind.WORK_BEGIN.code();
  }

  private static void value(Trace trace, int seq) {
    Kind kind = trace.kind(seq);
    long value = trace.value(seq);
    int id = (int) value;
    if (Values.isText(trace, kind, trace.object(seq))) {
      check(id == value && trace.strings().find(id) != null, seq, "text");
    } else if (kind.valueType() == Kind.ValueType.THREAD) {
      check(id == value && trace.threads().find(id) != null, seq, "other thread");
    } else if (kind.valueType() == Kind.ValueType.REASON) {
      WakeReason.ofCode(value);
    }
  }

  private static void check(boolean holds, int seq, String what) {
    if (!holds) {
      throw new IllegalArgumentException("event " + seq + " has a " + what + " that cannot be");
    }
  }
}
