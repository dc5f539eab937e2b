package io.interleave.scenario.success.races;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.scenario.Phenomena;
import io.interleave.scenario.Runs;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LostUpdateTest {

  static Stream<Runs.Case> variants() {
    return Runs.right("lost-update");
  }

  @ParameterizedTest
  @MethodSource("variants")
  void everyIncrementCounts(Runs.Case variant) {
    Runs.Run run = variant.run(Map.of("threads", 4, "increments", 20));

    assertThat(Phenomena.lostUpdates(run)).isEmpty();
    assertThat(Phenomena.sameValueReadTwice(run)).isFalse();
    assertThat(run.outcome().value()).isEqualTo("80");
    assertThat(run.goalMet()).isTrue();
  }
}
