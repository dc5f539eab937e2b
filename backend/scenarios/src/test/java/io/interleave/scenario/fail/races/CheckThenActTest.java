package io.interleave.scenario.fail.races;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.event.Kind;
import io.interleave.scenario.Phenomena;
import io.interleave.scenario.Runs;
import java.util.HashSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CheckThenActTest {

  static Stream<Runs.Case> variants() {
    return Runs.wrong("check-then-act");
  }

  @ParameterizedTest
  @MethodSource("variants")
  void seatsAreSoldTwice(Runs.Case variant) {
    Runs.Run run = variant.showing(each -> !each.goalMet());

    assertThat(Phenomena.notes(run)).hasSizeGreaterThan(4);
    assertThat(new HashSet<>(Phenomena.notes(run))).hasSize(4);
    assertThat(Integer.parseInt(run.outcome().value())).isEqualTo(Phenomena.notes(run).size());
    assertThat(run.outcome().goalMet()).isFalse();
  }

  @Test
  void lockedStepsAreNeverTogetherAndStillNotOne() {
    Runs.Run run =
        Runs.variant("check-then-act", "each-step")
            .showing(each -> !each.goalMet() && !Phenomena.lostUpdates(each).isEmpty());

    assertThat(Phenomena.mostHolders(run)).isEqualTo(1);
    assertThat(Phenomena.ofKind(run, Kind.IO_BEGIN)).hasSizeGreaterThan(4);
    assertThat(Phenomena.lostUpdates(run)).isNotEmpty();
  }
}
