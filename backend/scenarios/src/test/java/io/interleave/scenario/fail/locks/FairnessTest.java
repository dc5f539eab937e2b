package io.interleave.scenario.fail.locks;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.scenario.Phenomena;
import io.interleave.scenario.Runs;
import org.junit.jupiter.api.Test;

class FairnessTest {

  @Test
  void oneIsServedTimeAndAgainWhileAnotherWaits() {
    Runs.Run run =
        Runs.variant("fairness", "barging")
            .showing(each -> !each.goalMet() && Phenomena.mostTurnsInOneWait(each) > 2);

    assertThat(Phenomena.mostTurnsInOneWait(run)).isGreaterThan(2);
    assertThat(run.outcome().goalMet()).isFalse();
  }
}
