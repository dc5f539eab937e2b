package io.interleave.engine.schedule;

import java.util.Random;

/** Any thread that can go, and any course that it can take, each equally likely. */
public final class RandomWalk implements Strategy {

  private final Random random;

  public RandomWalk(long seed) {
    this.random = Seeds.random(seed);
  }

  @Override
  public int choose(Execution execution) {
    int count = execution.enabledCount();
    return execution.enabled(count == 1 ? 0 : random.nextInt(count));
  }

  @Override
  public int alternative(Execution execution, int count) {
    return random.nextInt(count);
  }
}
