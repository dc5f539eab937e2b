package io.interleave.engine.schedule;

/** Each that is ready in turn, by ascending id; when all wait, the one whose wait is over first. */
public final class RoundRobin implements Strategy {

  /** Starts with the lowest id. */
  public RoundRobin() {}

  @Override
  public int choose(Execution execution) {
    int last = execution.last();
    int first = 0;
    for (int i = 0; i < execution.enabledCount(); i++) {
      int id = execution.enabled(i);
      if (execution.task(id).isReady()) {
        if (id > last) {
          return id;
        }
        first = first == 0 ? id : first;
      }
    }
    return first != 0 ? first : Soonest.of(execution);
  }
}
