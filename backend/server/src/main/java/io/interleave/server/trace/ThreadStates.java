package io.interleave.server.trace;

import io.interleave.engine.event.Kind;
import io.interleave.engine.event.ThreadState;
import io.interleave.engine.event.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What each thread was doing when: docs/trace-format.md, "Waiting". */
final class ThreadStates {

  /** A time in which a thread's state did not change. */
  record Stretch(ThreadState state, long from, long to) {}

  private static final class Lane {
    final List<Stretch> stretches = new ArrayList<>();
    ThreadState state;
    long since;

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
   * The stretches of each thread by its id, each list in the order of time; what is still going on
   * ends with the trace.
   */
  static Map<Integer, List<Stretch>> of(Trace trace) {
    Map<Integer, Lane> lanes = new TreeMap<>();
    long end = 0;
    for (int seq = 1, last = trace.size(); seq <= last; seq++) {
      long t = trace.t(seq);
      end = Math.max(end, t);
      Kind kind = trace.kind(seq);
      if (kind == Kind.THREAD_NEW || kind == Kind.THREAD_CREATE) {
        ThreadState state = kind == Kind.THREAD_NEW ? ThreadState.NEW : ThreadState.READY;
        lanes.computeIfAbsent((int) trace.value(seq), _ -> new Lane(state, t)).change(state, t);
      }
      Lane lane = lanes.computeIfAbsent(trace.thread(seq), _ -> new Lane(ThreadState.RUNNING, t));
      int cause = trace.cause(seq);
      if (cause != 0 && waits(lane.state) && trace.thread(cause) != trace.thread(seq)) {
        // It could go on from its cause on. The clock may say otherwise by a little.
        lane.change(
            ThreadState.READY, Math.clamp(trace.t(cause), lane.since, Math.max(lane.since, t)));
      }
      lane.change(kind.stateAfter(), t);
    }
    Map<Integer, List<Stretch>> states = new TreeMap<>();
    for (Map.Entry<Integer, Lane> entry : lanes.entrySet()) {
      Lane lane = entry.getValue();
      if (end > lane.since && lane.state != ThreadState.ENDED) {
        lane.stretches.add(new Stretch(lane.state, lane.since, end));
      }
      states.put(entry.getKey(), lane.stretches);
    }
    return states;
  }

  private static boolean waits(ThreadState state) {
    return switch (state) {
      case BLOCKED, WAITING -> true;
      case NEW, READY, RUNNING, SLEEPING, IO, ENDED -> false;
    };
  }
}
