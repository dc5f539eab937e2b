package io.interleave.engine;

import io.interleave.engine.explore.Bounds;
import java.time.Duration;

/** Bounds of explorations that no clock decides, however busy the machine is. */
public final class Unhurried {

  private Unhurried() {}

  /** So many executions, in whatever time that takes. */
  public static Bounds bounds(long executions) {
    return new Bounds(executions, Duration.ofDays(1));
  }
}
