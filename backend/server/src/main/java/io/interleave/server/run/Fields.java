package io.interleave.server.run;

import io.interleave.engine.event.Text;
import io.interleave.engine.schedule.InvalidSchedule;
import io.interleave.engine.schedule.Schedule;
import io.interleave.engine.schedule.Settings.MemoryModel;
import io.interleave.engine.schedule.Strategies;
import io.interleave.scenario.Scenario;
import io.interleave.server.problem.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The fields that requests for controlled execution have in common, checked; each throws a {@link
 * Problem} with its name.
 */
public final class Fields {

  // What every client can hold in a number.
  private static final long MOST_SEED = (1L << 53) - 1;

  private Fields() {}

  /** A random one where it is left out. */
  public static long seed(@Nullable Long seed) {
    if (seed == null) {
      return randomSeed();
    }
    if (seed < 0 || seed > MOST_SEED) {
      throw Problem.invalid(
          "seed",
          new Text("'seed' is 0 to %d, not %d.", "“seed”是 0 到 %d，不是 %d。").with(MOST_SEED, seed));
    }
    return seed;
  }

  /** One that is short enough to be read out. */
  public static long randomSeed() {
    return ThreadLocalRandom.current().nextInt(1 << 30);
  }

  /** That of the scenario where it is left out. */
  public static MemoryModel memory(@Nullable String memory, Scenario scenario) {
    if (memory == null) {
      return scenario.memory();
    }
    return Arrays.stream(MemoryModel.values())
        .filter(model -> model.word().equals(memory))
        .findFirst()
        .orElseThrow(
            () ->
                unknown(
                    "memory",
                    memory,
                    Arrays.stream(MemoryModel.values()).map(MemoryModel::word).toList()));
  }

  /** Random where it is left out. */
  public static Strategies strategy(@Nullable String strategy) {
    if (strategy == null) {
      return Strategies.RANDOM;
    }
    return Strategies.find(strategy)
        .orElseThrow(
            () ->
                unknown(
                    "strategy",
                    strategy,
                    Arrays.stream(Strategies.values()).map(Strategies::id).toList()));
  }

  /** A schedule from its text. */
  public static Schedule schedule(String text) {
    try {
      return Schedule.parse(text);
    } catch (InvalidSchedule e) {
      throw Problem.invalid("schedule", e.text());
    }
  }

  /** A field that has none of the words which it can have. */
  public static Problem unknown(String field, String word, List<String> words) {
    return Problem.invalid(
        field,
        new Text("There is no %s '%s'; there are %s.", "没有 %s“%s”；可选的有 %s。")
            .with(field, word, words));
  }
}
