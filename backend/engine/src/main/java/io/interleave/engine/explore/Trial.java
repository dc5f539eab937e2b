package io.interleave.engine.explore;

import io.interleave.engine.schedule.Execution;
import io.interleave.engine.schedule.Loops;
import io.interleave.engine.schedule.Schedule;
import io.interleave.engine.schedule.Strategy;
import io.interleave.engine.schedule.Task;
import java.util.ArrayList;
import java.util.List;

/**
 * Lets one thread go round alone, to see whether it ever stops by itself. Where a step has several
 * courses, it takes the one that it took in the round before. Serves one execution.
 */
final class Trial implements Strategy {

  private final int thread;
  // The course of each of the thread's steps.
  private final List<Integer> courses = new ArrayList<>();
  private boolean endless;

  /**
   * @param before the schedule that leads to the trial
   */
  Trial(int thread, Schedule before) {
    this.thread = thread;
    for (int step = 0; step < before.length(); step++) {
      if (before.thread(step) == thread) {
        courses.add(before.alternative(step));
      }
    }
  }

  @Override
  public int choose(Execution execution) {
    Task task = execution.task(thread);
    if (!execution.isEnabled(thread) || !task.goesRound()) {
      return STOP;
    }
    endless = task.rounds() >= Loops.ROUNDS;
    courses.add(courses.get(courses.size() - task.roundIntents().size()));
    return endless ? STOP : thread;
  }

  @Override
  public int alternative(Execution execution, int count) {
    return Math.min(courses.getLast(), count - 1);
  }

  /** Whether it went round so often that it counts as for ever. */
  boolean isEndless() {
    return endless;
  }
}
