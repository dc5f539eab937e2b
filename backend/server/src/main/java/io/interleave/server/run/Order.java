package io.interleave.server.run;

import io.interleave.engine.run.Program;
import io.interleave.scenario.Arguments;
import io.interleave.scenario.InvalidArgument;
import io.interleave.scenario.Scenario;
import io.interleave.scenario.Variant;
import io.interleave.server.catalogue.Scenarios;
import io.interleave.server.problem.Problem;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** A run to be: a request that was checked, with everything filled in. */
record Order(Scenario scenario, Variant variant, long seed, Arguments arguments) {

  // What every client can hold in a number.
  private static final long MOST_SEED = (1L << 53) - 1;

  /**
   * Checks a request.
   *
   * @throws Problem naming the first field that cannot be
   */
  static Order of(RunRequest request, Scenarios scenarios) {
    String scenarioId = request.scenario();
    if (scenarioId == null) {
      throw Problem.invalid("scenario", "Which scenario is to run?");
    }
    Scenario scenario =
        scenarios
            .find(scenarioId)
            .orElseThrow(
                () ->
                    Problem.invalid(
                        "scenario", "There is no scenario '%s'.".formatted(scenarioId)));
    Variant variant = variant(request, scenario);
    checkMode(request, scenario);
    return new Order(scenario, variant, seed(request), arguments(request, scenario));
  }

  /** A run of a variant as it comes, with the default parameters. */
  static Order byDefault(Scenario scenario, Variant variant) {
    return new Order(
        scenario, variant, randomSeed(), Arguments.of(scenario.parameters(), Map.of()));
  }

  private static Variant variant(RunRequest request, Scenario scenario) {
    String id = request.variant();
    if (id == null) {
      return scenario.variants().getFirst();
    }
    return scenario.variants().stream()
        .filter(variant -> variant.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                Problem.invalid(
                    "variant",
                    "There is no variant '%s'; there are %s."
                        .formatted(id, scenario.variants().stream().map(Variant::id).toList())));
  }

  private static void checkMode(RunRequest request, Scenario scenario) {
    String mode = request.mode();
    if (mode != null && !(mode.equals("live") && scenario.modes().contains(mode))) {
      throw Problem.invalid("mode", "There is no mode '%s'; there is 'live'.".formatted(mode));
    }
    if (request.schedule() != null) {
      throw Problem.invalid(
          "schedule", "A live run has no schedule: the operating system makes it.");
    }
  }

  private static long seed(RunRequest request) {
    Long seed = request.seed();
    if (seed == null) {
      return randomSeed();
    }
    if (seed < 0 || seed > MOST_SEED) {
      throw Problem.invalid("seed", "'seed' is 0 to %d, not %d.".formatted(MOST_SEED, seed));
    }
    return seed;
  }

  private static long randomSeed() {
    return ThreadLocalRandom.current().nextInt(1 << 30); // short enough to be read out
  }

  private static Arguments arguments(RunRequest request, Scenario scenario) {
    try {
      Map<String, ?> given = request.parameters();
      return Arguments.of(scenario.parameters(), given == null ? Map.of() : given);
    } catch (InvalidArgument e) {
      throw Problem.invalid("parameters." + e.parameter(), sentence(e));
    }
  }

  private static String sentence(InvalidArgument e) {
    return e.getMessage() + ".";
  }

  Program program() {
    return variant.program().apply(arguments);
  }
}
