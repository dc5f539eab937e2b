package io.interleave.scenario.fail.locks;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.analysis.Timing;
import io.interleave.scenario.Phenomena;
import io.interleave.scenario.Runs;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MonitorTest {

  static Stream<Runs.Case> variants() {
    return Runs.wrong("monitor");
  }

  @ParameterizedTest
  @MethodSource("variants")
  void bothAreInsideAndASlipIsLost(Runs.Case variant) {
    Runs.Run run =
        variant.showing(each -> !each.goalMet() && !Phenomena.lostUpdates(each).isEmpty());

    assertThat(run.outcome().goalMet()).isFalse();
    assertThat(Phenomena.lostUpdates(run)).isNotEmpty();
    assertThat(Phenomena.mostInWork(run)).isEqualTo(2);
  }

  @Test
  void oneWhoLocksKeepsNobodyOut() {
    Runs.Run run = Runs.variant("monitor", "half").run();

    assertThat(Phenomena.deepestHold(run)).isEqualTo(1);
    assertThat(run.facts(Timing.REAL).waits("till")).isEmpty();
  }
}
