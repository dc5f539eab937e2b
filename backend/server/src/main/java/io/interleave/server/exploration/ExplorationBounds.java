package io.interleave.server.exploration;

import io.interleave.engine.event.Text;
import io.interleave.engine.explore.Bounds;
import io.interleave.engine.schedule.Settings;
import io.interleave.server.config.InterleaveProperties;
import io.interleave.server.exploration.ExplorationRequest.Allowance;
import io.interleave.server.exploration.ExplorationRequest.Asked;
import io.interleave.server.problem.Problem;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Where an exploration stops, or cuts an execution; as it is told to clients. */
record ExplorationBounds(long executions, long millis, int steps, int retries) {

  /**
   * Checks what a client asks for.
   *
   * @throws Problem naming the first bound that is not within the limits
   */
  static ExplorationBounds of(@Nullable Asked asked, InterleaveProperties.Exploration limits) {
    if (asked == null) {
      return of(new Asked(null, null, null, null), limits);
    }
    return new ExplorationBounds(
        within("executions", asked.executions(), 1, limits.executions()),
        within("millis", asked.millis(), 1, limits.time().toMillis()),
        (int) within("steps", number(asked.steps()), 1, limits.steps()),
        (int) within("retries", number(asked.retries()), 0, limits.retries()));
  }

  /** The same steps and retries, with a fresh allowance. */
  ExplorationBounds again(@Nullable Allowance asked, InterleaveProperties.Exploration limits) {
    Long newExecutions = asked == null ? null : asked.executions();
    Long newMillis = asked == null ? null : asked.millis();
    return new ExplorationBounds(
        within("executions", newExecutions, 1, limits.executions()),
        within("millis", newMillis, 1, limits.time().toMillis()),
        steps,
        retries);
  }

  private static @Nullable Long number(@Nullable Integer value) {
    return value == null ? null : Long.valueOf(value);
  }

  private static long within(String name, @Nullable Long asked, long min, long max) {
    if (asked == null) {
      return max;
    }
    if (asked < min || asked > max) {
      throw Problem.invalid(
          "bounds." + name,
          new Text("'%s' is %d to %d, not %d.", "“%s”是 %d 到 %d，不是 %d。")
              .with(name, min, max, asked));
    }
    return asked;
  }

  Bounds allowance() {
    return new Bounds(executions, Duration.ofMillis(millis));
  }

  Settings settings(Settings.MemoryModel memory) {
    return Settings.DEFAULT.withMemory(memory).withSteps(steps).withRetries(retries);
  }
}
