package io.interleave.engine.schedule;

/** A schedule asks for something that cannot be done. */
public final class ImpossibleStep extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int step;

  ImpossibleStep(int step, String why) {
    super("step %d of the schedule is impossible: %s".formatted(step, why));
    this.step = step;
  }

  /** Which step, from 1. */
  public int step() {
    return step;
  }
}
