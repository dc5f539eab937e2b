package io.interleave.scenario.success.liveness;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.scenario.Phenomena;
import io.interleave.scenario.Runs;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DeadlockTest {

  static Stream<Runs.Case> variants() {
    return Runs.right("deadlock");
  }

  @ParameterizedTest
  @MethodSource("variants")
  void everybodyFinishes(Runs.Case variant) {
    Runs.Run run = variant.run();

    assertThat(Phenomena.waitsForCycle(run)).isEmpty();
    assertThat(run.findings()).isEmpty();
    assertThat(run.goalMet()).isTrue();
  }
}
