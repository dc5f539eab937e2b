package io.interleave.scenario.success.locks;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.scenario.Phenomena;
import io.interleave.scenario.Runs;
import org.junit.jupiter.api.Test;

class FairnessTest {

  @Test
  void nobodyIsServedTwiceWhileAnotherWaits() {
    Runs.Run run = Runs.variant("fairness", "fair").run();

    assertThat(Phenomena.mostTurnsInOneWait(run)).isEqualTo(1);
    assertThat(run.goalMet()).isTrue();
  }
}
