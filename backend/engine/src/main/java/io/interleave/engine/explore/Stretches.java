package io.interleave.engine.explore;

import io.interleave.engine.schedule.Execution;
import io.interleave.engine.schedule.Schedule;
import io.interleave.engine.schedule.Sequential;
import io.interleave.engine.schedule.Strategy;
import io.interleave.engine.schedule.Task;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Follows stretches as far as they are possible, and goes on without preemption; notes what really
 * happens. Serves one execution.
 */
final class Stretches implements Strategy {

  private final List<Stretch> wanted;
  // By thread and its step, the course that the step takes.
  private final Map<Long, Integer> alternatives;
  private final Strategy rest = new Sequential();
  private final Map<Integer, Integer> counts = new HashMap<>();
  private final List<Stretch> done = new ArrayList<>();
  private int at;
  private int preemptions;

  Stretches(List<Stretch> wanted, Map<Long, Integer> alternatives) {
    this.wanted = wanted;
    this.alternatives = alternatives;
  }

  /** The courses that the steps of a schedule take, where these are not the ordinary ones. */
  static Map<Long, Integer> alternatives(Schedule schedule) {
    Map<Integer, Integer> counts = new HashMap<>();
    Map<Long, Integer> found = new HashMap<>();
    for (int step = 0; step < schedule.length(); step++) {
      int thread = schedule.thread(step);
      int count = counts.merge(thread, 1, Integer::sum);
      if (schedule.alternative(step) > 0) {
        found.put(key(thread, count), schedule.alternative(step));
      }
    }
    return found;
  }

  /** The stretches of a schedule, where none is known to begin with giving up. */
  static List<Stretch> of(Schedule schedule) {
    Map<Integer, Integer> counts = new HashMap<>();
    List<Stretch> found = new ArrayList<>();
    for (int step = 0; step < schedule.length(); step++) {
      int thread = schedule.thread(step);
      int count = counts.merge(thread, 1, Integer::sum);
      if (step + 1 == schedule.length() || schedule.thread(step + 1) != thread) {
        found.add(new Stretch(thread, count, true));
      }
    }
    return found;
  }

  private static long key(int thread, int count) {
    return (long) thread << 32 | count;
  }

  @Override
  public int choose(Execution execution) {
    int chosen = wanted(execution);
    if (chosen == 0) {
      chosen = rest.choose(execution);
    }
    Task task = execution.task(chosen);
    if (execution.last() != chosen) {
      preemptions += Preemptions.is(execution, chosen) ? 1 : 0;
      done.add(new Stretch(chosen, 0, !task.isReady()));
    }
    int count = counts.merge(chosen, 1, Integer::sum);
    Stretch last = done.removeLast();
    done.add(new Stretch(chosen, count, last.givesUp()));
    return chosen;
  }

  private int wanted(Execution execution) {
    while (at < wanted.size()) {
      Stretch stretch = wanted.get(at);
      int thread = stretch.thread();
      boolean possible =
          thread <= execution.taskCount()
              && counts.getOrDefault(thread, 0) < stretch.until()
              && execution.isEnabled(thread);
      boolean begins = execution.last() != thread;
      if (possible && (execution.task(thread).isReady() || (begins && stretch.givesUp()))) {
        return thread;
      }
      at++;
    }
    return 0;
  }

  @Override
  public int alternative(Execution execution, int count) {
    int thread = execution.last();
    int wantedOne = alternatives.getOrDefault(key(thread, counts.getOrDefault(thread, 0)), 0);
    return wantedOne < count ? wantedOne : 0;
  }

  /** What was really done. */
  List<Stretch> done() {
    return done;
  }

  int preemptions() {
    return preemptions;
  }
}
