package io.interleave.engine.explore;

import io.interleave.engine.schedule.Driver;
import io.interleave.engine.schedule.Pct;
import io.interleave.engine.schedule.RandomWalk;
import io.interleave.engine.schedule.Sequential;
import io.interleave.engine.schedule.Strategy;

/**
 * Schedules by chance, without end: random walks and PCT of depths 2, 3, 4 by turns, for neither
 * dominates the other. The first one is without preemption, and tells how long schedules are.
 */
final class Sampling implements Search {

  private static final int SHALLOWEST = 2;
  private static final int DEPTHS = 3;

  private final long seed;
  private long count;
  private int longest = 1;

  Sampling(long seed) {
    this.seed = seed;
  }

  @Override
  public Strategy next() {
    long number = count++;
    if (number == 0) {
      return new Sequential();
    }
    long own = seed + number * 0x9E3779B97F4A7C15L;
    return number % 2 == 1
        ? new RandomWalk(own)
        : new Pct(own, SHALLOWEST + (int) (number / 2 % DEPTHS), longest);
  }

  @Override
  public Count ended(Driver.Done done) {
    longest = Math.max(longest, done.execution().steps());
    return Count.NEW;
  }
}
