package io.interleave.engine.schedule;

/**
 * No preemption: goes on with one thread while that can, then with the one with the lowest id that
 * is ready, then with the one whose wait is over first.
 */
public final class Sequential implements Strategy {

  /** Starts with the main thread. */
  public Sequential() {}

  @Override
  public int choose(Execution execution) {
    int last = execution.last();
    if (last != 0 && execution.isEnabled(last) && execution.task(last).isReady()) {
      return last;
    }
    for (int i = 0; i < execution.enabledCount(); i++) {
      Task task = execution.task(execution.enabled(i));
      if (task.isReady()) {
        return task.id();
      }
    }
    return Soonest.of(execution);
  }
}
