package io.interleave.engine.schedule;

import java.util.Random;

/** Any thread that can go, and any course that it can take, each equally likely. */
public final class RandomWalk implements Strategy {

  // The algorithm of java.util.Random is part of its specification: one seed, one walk, anywhere.
  private final Random random;

  public RandomWalk(long seed) {
    this.random = new Random(seed);
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
