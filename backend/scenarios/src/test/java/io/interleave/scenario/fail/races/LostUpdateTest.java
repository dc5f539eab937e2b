package io.interleave.scenario.fail.races;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.event.Kind;
import io.interleave.scenario.Phenomena;
import io.interleave.scenario.Runs;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LostUpdateTest {

  static Stream<Runs.Case> variants() {
    return Runs.wrong("lost-update");
  }

  @ParameterizedTest
  @MethodSource("variants")
  void updatesAreLost(Runs.Case variant) {
    Runs.Run run = variant.showing(each -> !each.goalMet());

    assertThat(Phenomena.sameValueReadTwice(run)).isTrue();
    assertThat(Phenomena.lostUpdates(run)).isNotEmpty();
    assertThat(run.outcome().goalMet()).isFalse();
    assertThat(Integer.parseInt(run.outcome().value()))
        .isLessThan(Phenomena.ofKind(run, Kind.VAR_WRITE).size());
  }
}
