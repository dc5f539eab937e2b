package io.interleave.engine.analysis.state;

import io.interleave.engine.event.Kind;
import io.interleave.engine.event.ThreadState;
import io.interleave.engine.event.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What each thread was doing when: docs/trace-format.md, "Waiting". */
public final class ThreadStates {

  /** A time in which a thread's state did not change. */
  public record Stretch(ThreadState state, long from, long to) {}

  private static final class Lane {
    final List<Stretch> stretches = new ArrayList<>();
    ThreadState state;
    long since;
    boolean waitsOnCondition;

    Lane(ThreadState state, long since) {
      this.state = state;
      this.since = since;
    }

    void change(ThreadState next, long t) {
      if (next != state) {
        if (t > since) {
          stretches.add(new Stretch(state, since, t));
        }
        state = next;
        since = t;
      }
    }
  }

  private ThreadStates() {}

  /**
   * The stretches of each thread by its id, each list in the order of time.
   *
   * @param end when what is still going on ends, in nanoseconds since the run began
   */
  public static Map<Integer, List<Stretch>> of(Trace trace, long end) {
    Map<Integer, Lane> lanes = new TreeMap<>();
    for (int seq = 1, last = trace.size(); seq <= last; seq++) {
      long t = trace.t(seq);
      Kind kind = trace.kind(seq);
      if (kind == Kind.THREAD_NEW || kind == Kind.THREAD_CREATE) {
        ThreadState state = kind == Kind.THREAD_NEW ? ThreadState.NEW : ThreadState.READY;
        lanes.computeIfAbsent((int) trace.value(seq), _ -> new Lane(state, t)).change(state, t);
      }
      step(
          lanes.computeIfAbsent(trace.thread(seq), _ -> new Lane(ThreadState.RUNNING, t)),
          trace,
          seq);
    }
    Map<Integer, List<Stretch>> states = new TreeMap<>();
    lanes.forEach(
        (thread, lane) -> {
          if (end > lane.since && lane.state != ThreadState.ENDED) {
            lane.stretches.add(new Stretch(lane.state, lane.since, end));
          }
          states.put(thread, lane.stretches);
        });
    return states;
  }

  private static void step(Lane lane, Trace trace, int seq) {
    long t = trace.t(seq);
    Kind kind = trace.kind(seq);
    if (lane.waitsOnCondition && kind == Kind.LOCK_RELEASE) {
      return; // part of the wait
    }
    lane.waitsOnCondition = kind == Kind.CONDITION_WAIT;
    int cause = trace.cause(seq);
    if (cause != 0 && waits(lane.state) && trace.thread(cause) != trace.thread(seq)) {
      // From its cause on it could go on; from a signal on it still needs the lock. The clock may
      // say otherwise by a little.
      ThreadState then = kind == Kind.CONDITION_WAKE ? ThreadState.BLOCKED : ThreadState.READY;
      lane.change(then, Math.clamp(trace.t(cause), lane.since, Math.max(lane.since, t)));
    }
    if (kind != Kind.CONDITION_WAKE) {
      lane.change(kind.stateAfter(), t);
    }
  }

  private static boolean waits(ThreadState state) {
    return switch (state) {
      case BLOCKED, WAITING -> true;
      case NEW, READY, RUNNING, SLEEPING, IO, ENDED -> false;
    };
  }
}
