package io.interleave.engine.perfetto;

import io.interleave.engine.event.ObjectInfo;
import io.interleave.engine.event.Trace;
import java.util.HashMap;
import java.util.Map;

/**
 * Permits of semaphores, lengths of queues and whole values of variables over time. Not
 * thread-safe.
 */
final class Counters {

  private static final class Counter {
    long value;
    long t;
  }

  private final Trace trace;
  private final Lines lines;
  private final Tracks tracks;
  private final Map<Integer, Counter> counters = new HashMap<>();

  Counters(Trace trace, Lines lines, Tracks tracks) {
    this.trace = trace;
    this.lines = lines;
    this.tracks = tracks;
  }

  /** Writes what values had at the beginning. */
  void begin() {
    for (ObjectInfo object : trace.objects().all()) {
      Long initial = object.initial();
      boolean counts =
          switch (object.type()) {
            case SEMAPHORE, VARIABLE, VOLATILE, ATOMIC -> initial != null && !object.text();
            case QUEUE -> true;
            case LOCK,
                REENTRANT_LOCK,
                READ_WRITE_LOCK,
                STAMPED_LOCK,
                CONDITION,
                EVENT,
                LATCH,
                BARRIER,
                ADDER,
                EXECUTOR,
                FUTURE ->
                false;
          };
      if (counts) {
        set(object.id(), initial == null ? 0 : initial, 0);
      }
    }
  }

  /** Writes the next event, if it changes a value. */
  void event(int seq) {
    int object = trace.object(seq);
    long value = trace.value(seq);
    switch (trace.kind(seq)) {
      case SEMAPHORE_ACQUIRE -> set(object, counter(object).value - value, trace.t(seq));
      case SEMAPHORE_RELEASE -> set(object, counter(object).value + value, trace.t(seq));
      case QUEUE_PUT, QUEUE_TAKE -> set(object, value, trace.t(seq));
      case VAR_WRITE, VAR_UPDATE -> {
        if (!trace.objects().get(object).text()) {
          set(object, value, trace.t(seq));
        }
      }
      default -> {}
    }
  }

  private Counter counter(int object) {
    return counters.computeIfAbsent(object, _ -> new Counter());
  }

  /** A value holds until the next one in the order of the trace, whatever the clocks say. */
  private void set(int object, long value, long t) {
    Counter counter = counter(object);
    counter.value = value;
    counter.t = Math.max(counter.t, t);
    lines.counter(tracks.objects(), tracks.name(object), counter.t, value);
  }
}
