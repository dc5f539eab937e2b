package io.interleave.engine.analysis.state;

import io.interleave.engine.analysis.Timing;
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

  private ThreadStates() {}

  /**
   * The stretches of each thread by its id, each list in the order of time.
   *
   * @param end when what is still going on ends, in nanoseconds since the run began
   */
  public static Map<Integer, List<Stretch>> of(Trace trace, long end) {
    Map<Integer, List<Stretch>> states = new TreeMap<>();
    Lanes.Listener collect =
        (thread, state, from, to) ->
            states
                .computeIfAbsent(thread, _ -> new ArrayList<>())
                .add(new Stretch(state, from, to));
    Lanes lanes = new Lanes(trace, Timing.REAL, collect);
    for (int seq = 1, last = trace.size(); seq <= last; seq++) {
      lanes.event(seq);
      states.computeIfAbsent(trace.thread(seq), _ -> new ArrayList<>());
    }
    lanes.open(end, collect);
    return states;
  }
}
