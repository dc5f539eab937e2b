package io.interleave.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.run.Status;
import io.interleave.engine.schedule.Strategies;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same code runs controlled, with the parameters that a live run has. */
class ControlledModeTest {

  static Stream<Runs.Case> variants() {
    return ControlledRuns.all();
  }

  @ParameterizedTest
  @MethodSource("variants")
  void everyStrategyBringsItToItsEnd(Runs.Case variant) {
    for (Strategies strategy : Strategies.values()) {
      for (int seed = 1; seed <= seeds(strategy); seed++) {
        Runs.Run run = ControlledRuns.run(variant, strategy, seed);
        Runs.Run again = ControlledRuns.runAgain(variant, strategy, seed);

        if (Boolean.FALSE.equals(variant.variant().correct())) {
          assertThat(run.end().status())
              .as("%s %d: %s", strategy, seed, run.end())
              .isIn(Status.COMPLETED, Status.DEADLOCKED);
        } else {
          assertThat(run.goalMet()).as("%s %d: %s", strategy, seed, run.end()).isTrue();
        }
        assertThat(again.events()).as("the same again").isEqualTo(run.events());
      }
    }
  }

  private static int seeds(Strategies strategy) {
    return switch (strategy) {
      case RANDOM, PCT -> 3;
      case ROUND_ROBIN, SEQUENTIAL -> 1; // which roll no dice
    };
  }
}
