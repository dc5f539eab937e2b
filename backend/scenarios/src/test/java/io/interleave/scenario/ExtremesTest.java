package io.interleave.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.run.Status;
import io.interleave.scenario.Runs.Case;
import io.interleave.scenario.Runs.Run;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** With all knobs turned down, and up, every variant keeps what a scenario promises. */
class ExtremesTest {

  static List<Scenario> scenarios() {
    return Runs.CATALOGUE.scenarios();
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void allKnobsDown(Scenario scenario) {
    runAll(scenario, Parameter::min);
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void allKnobsUp(Scenario scenario) {
    runAll(scenario, Parameter::max);
  }

  /** Runs all variants at once, which takes less time and makes it harder for each. */
  private static void runAll(Scenario scenario, Function<Parameter, @Nullable Integer> bound) {
    Map<String, Integer> extremes = extremes(scenario, bound);
    if (!scenario.live()) {
      for (Variant variant : scenario.variants()) {
        check(variant, new Case(scenario, variant).run(extremes));
      }
      return;
    }
    Map<Variant, CompletableFuture<Run>> runs = new LinkedHashMap<>();
    for (Variant variant : scenario.variants()) {
      runs.put(variant, new Case(scenario, variant).start(extremes));
    }
    runs.forEach((variant, started) -> check(variant, started.join()));
    assertThat(Runs.recordingThreads()).isEmpty();
  }

  private static Map<String, Integer> extremes(
      Scenario scenario, Function<Parameter, @Nullable Integer> bound) {
    Map<String, Integer> given = new HashMap<>();
    for (Parameter parameter : scenario.parameters()) {
      Integer value = bound.apply(parameter);
      if (value != null) {
        given.put(parameter.name(), value);
      }
    }
    return given;
  }

  private static void check(Variant variant, Run run) {
    if (Boolean.FALSE.equals(variant.correct())) {
      assertThat(run.end().status()).isIn(Status.COMPLETED, Status.DEADLOCKED);
    } else {
      assertThat(run.end().status()).as(variant.id()).isEqualTo(Status.COMPLETED);
    }
  }
}
