package io.interleave.engine.schedule;

/** Who goes when nobody is ready: whoever's wait is over first, on the virtual clock. */
final class Soonest {

  private Soonest() {}

  /** The id of an enabled thread. */
  static int of(Execution execution) {
    int soonest = execution.enabled(0);
    for (int i = 1; i < execution.enabledCount(); i++) {
      int other = execution.enabled(i);
      if (execution.task(other).deadline() < execution.task(soonest).deadline()) {
        soonest = other;
      }
    }
    return soonest;
  }
}
