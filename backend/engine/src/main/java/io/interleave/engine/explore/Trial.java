package io.interleave.engine.explore;

import io.interleave.engine.schedule.Execution;
import io.interleave.engine.schedule.Loops;
import io.interleave.engine.schedule.Strategy;
import io.interleave.engine.schedule.Task;

/** Lets one thread go round alone, to see whether it ever stops by itself. Serves one execution. */
final class Trial implements Strategy {

  private final int thread;
  private boolean endless;

  Trial(int thread) {
    this.thread = thread;
  }

  @Override
  public int choose(Execution execution) {
    Task task = execution.task(thread);
    if (!execution.isEnabled(thread) || !task.goesRound()) {
      return STOP;
    }
    endless = task.rounds() >= Loops.ROUNDS;
    return endless ? STOP : thread;
  }

  /** Whether it went round so often that it counts as for ever. */
  boolean isEndless() {
    return endless;
  }
}
