package io.interleave.engine.run;

import io.interleave.engine.schedule.Schedule;
import io.interleave.engine.schedule.Settings;
import io.interleave.engine.schedule.Strategies;
import org.jspecify.annotations.Nullable;

/**
 * How a controlled run is scheduled.
 *
 * @param strategy who goes next, once the schedule has ended
 * @param depth of {@link Strategies#PCT}, else without meaning
 * @param schedule the steps that are given, or null
 */
public record Plan(
    Strategies strategy, long seed, int depth, @Nullable Schedule schedule, Settings settings) {

  /** By a strategy. */
  public static Plan by(Strategies strategy, long seed) {
    return new Plan(strategy, seed, 3, null, Settings.DEFAULT);
  }

  /** By a schedule; where that ends, without preemption. */
  public static Plan replaying(Schedule schedule) {
    return new Plan(Strategies.SEQUENTIAL, 0, 1, schedule, Settings.DEFAULT);
  }

  public Plan with(Settings changed) {
    return new Plan(strategy, seed, depth, schedule, changed);
  }
}
