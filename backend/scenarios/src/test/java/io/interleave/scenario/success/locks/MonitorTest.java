package io.interleave.scenario.success.locks;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.analysis.Timing;
import io.interleave.scenario.Phenomena;
import io.interleave.scenario.Runs;
import org.junit.jupiter.api.Test;

class MonitorTest {

  @Test
  void oneIsInsideWhicheverMethodItCameInBy() {
    Runs.Run run =
        Runs.variant("monitor", "monitor")
            .showing(each -> !each.facts(Timing.REAL).waits("till").isEmpty());

    assertThat(Phenomena.mostInWork(run)).isEqualTo(1);
    assertThat(Phenomena.deepestHold(run)).as("sell calls print").isEqualTo(2);
    assertThat(Phenomena.lostUpdates(run)).isEmpty();
    assertThat(run.facts(Timing.REAL).waits("till")).isNotEmpty();
    assertThat(run.goalMet()).isTrue();
  }
}
