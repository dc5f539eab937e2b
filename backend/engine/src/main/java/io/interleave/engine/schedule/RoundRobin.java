package io.interleave.engine.schedule;

/** Each in turn, by ascending id. */
public final class RoundRobin implements Strategy {

  /** Starts with the lowest id. */
  public RoundRobin() {}

  @Override
  public int choose(Execution execution) {
    int last = execution.last();
    for (int i = 0; i < execution.enabledCount(); i++) {
      if (execution.enabled(i) > last) {
        return execution.enabled(i);
      }
    }
    return execution.enabled(0);
  }
}
