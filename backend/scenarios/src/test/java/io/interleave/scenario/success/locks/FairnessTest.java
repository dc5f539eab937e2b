package io.interleave.scenario.success.locks;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.scenario.Phenomena;
import io.interleave.scenario.Runs;
import org.junit.jupiter.api.Test;

class FairnessTest {

  @Test
  void nobodyIsServedAgainAndAgainWhileAnotherWaits() {
    Runs.Run run =
        Runs.variant("fairness", "fair")
            .showing(each -> each.goalMet() && Phenomena.mostTurnsInOneWait(each) <= 2);

    // Once; a second time where the machine stops a thread between its request and the queue.
    assertThat(Phenomena.mostTurnsInOneWait(run)).isBetween(1, 2);
    assertThat(run.goalMet()).isTrue();
  }
}
