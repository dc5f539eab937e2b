package io.interleave.engine.explore;

import java.time.Duration;

/**
 * What an exploration may use before it stops; it can be resumed with more.
 *
 * @param executions the most executions, at least 1
 * @param time for the search; it is looked at after each execution
 * @param minimizing for making a failure simple, once one is found; zero to leave it as it was
 *     found
 */
public record Bounds(long executions, Duration time, Duration minimizing) {

  public static final Bounds DEFAULT = new Bounds(100_000, Duration.ofSeconds(10));

  public Bounds {
    if (executions < 1) {
      throw new IllegalArgumentException("executions is at least 1, not " + executions);
    }
    if (!time.isPositive()) {
      throw new IllegalArgumentException("time is positive, not " + time);
    }
    if (minimizing.isNegative()) {
      throw new IllegalArgumentException("minimizing is not negative, as " + minimizing + " is");
    }
  }

  /** With two seconds for making a failure simple. */
  public Bounds(long executions, Duration time) {
    this(executions, time, Duration.ofSeconds(2));
  }

  /** The same with another time for making a failure simple. */
  public Bounds withMinimizing(Duration most) {
    return new Bounds(executions, time, most);
  }
}
