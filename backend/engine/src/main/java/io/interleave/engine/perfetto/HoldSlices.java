package io.interleave.engine.perfetto;

import io.interleave.engine.analysis.blocking.Blocking;
import io.interleave.engine.event.LockValue;
import io.interleave.engine.event.ObjectType;
import io.interleave.engine.event.Trace;
import io.interleave.engine.wire.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who held which lock when, as slices on a row a lock; holds for reading that overlap go to further
 * rows. Not thread-safe.
 */
final class HoldSlices {

  /** A row, and until when it is taken. */
  private static final class Row {
    final Track track;
    long until;

    Row(Track track) {
      this.track = track;
    }
  }

  private static final class Lock {
    // By thread, the acquire.
    final Map<Integer, Integer> holds = new LinkedHashMap<>();
    final List<Row> rows = new ArrayList<>();
    // When the last hold ended that excluded others.
    long free;
  }

  private final Trace trace;
  private final Lines lines;
  private final Tracks tracks;
  private final Blocking blocking;
  private final Map<Integer, Lock> locks = new HashMap<>();

  HoldSlices(Trace trace, Lines lines, Tracks tracks, Blocking blocking) {
    this.trace = trace;
    this.lines = lines;
    this.tracks = tracks;
    this.blocking = blocking;
  }

  /** Reads the next event, which {@code blocking} has read. */
  void event(int seq) {
    int object = trace.object(seq);
    switch (trace.kind(seq)) {
      case LOCK_ACQUIRE -> lock(object).holds.putIfAbsent(trace.thread(seq), seq);
      case LOCK_RELEASE -> released(seq, object, lock(object));
      default -> {}
    }
  }

  private void released(int seq, int object, Lock lock) {
    if (trace.objects().get(object).type() == ObjectType.LOCK) {
      // Whoever gives it back, its holder has it no more.
      lock.holds.forEach((holder, acquire) -> hold(object, holder, acquire, seq, trace.t(seq)));
      lock.holds.clear();
      return;
    }
    int thread = trace.thread(seq);
    if (!blocking.holds(object, thread)) {
      Integer acquire = lock.holds.remove(thread);
      if (acquire != null) {
        hold(object, thread, acquire, seq, trace.t(seq));
      }
    }
  }

  /** Writes the holds that are not over when the trace ends. */
  void end(long end) {
    locks.forEach(
        (object, lock) ->
            lock.holds.forEach((holder, acquire) -> hold(object, holder, acquire, 0, end)));
  }

  private Lock lock(int object) {
    return locks.computeIfAbsent(object, _ -> new Lock());
  }

  private void hold(int object, int holder, int acquire, int release, long until) {
    Lock lock = lock(object);
    boolean shared = LockValue.unpack(trace.value(acquire)).read();
    // Where clocks disagree, a hold begins no earlier than the one before it ended.
    long from = shared ? trace.t(acquire) : Math.max(trace.t(acquire), lock.free);
    long to = Math.max(from, until);
    if (!shared) {
      lock.free = to;
    }
    Row row = row(lock, object, from);
    row.until = to;
    String name = trace.threads().get(holder).name();
    Json args = lines.from(lines.begin(row.track, "hold", name, from), acquire);
    args.field("object", tracks.name(object))
        .field("holder", name)
        .field("mode", shared ? "read" : "write");
    if (release != 0) {
      args.field("release", release);
    }
    args.end().end();
    lines.end(row.track, "hold", name, to);
  }

  /** The first row that is free then; holds come in the order of their ends. */
  private Row row(Lock lock, int object, long from) {
    for (Row row : lock.rows) {
      if (row.until <= from) {
        return row;
      }
    }
    int number = lock.rows.size() + 1;
    String name = tracks.name(object);
    Row row = new Row(tracks.add(number == 1 ? name : name + " (" + number + ")"));
    lock.rows.add(row);
    return row;
  }
}
