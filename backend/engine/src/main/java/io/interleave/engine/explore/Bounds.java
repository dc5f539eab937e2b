package io.interleave.engine.explore;

import java.time.Duration;

/**
 * What an exploration may use before it stops; it can be resumed with more.
 *
 * @param executions the most executions, at least 1
 */
public record Bounds(long executions, Duration time) {

  public static final Bounds DEFAULT = new Bounds(100_000, Duration.ofSeconds(10));

  public Bounds {
    if (executions < 1) {
      throw new IllegalArgumentException("executions is at least 1, not " + executions);
    }
    if (!time.isPositive()) {
      throw new IllegalArgumentException("time is positive, not " + time);
    }
  }
}
