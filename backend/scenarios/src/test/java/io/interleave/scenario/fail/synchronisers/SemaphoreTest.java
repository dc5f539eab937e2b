package io.interleave.scenario.fail.synchronisers;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.scenario.Phenomena;
import io.interleave.scenario.Runs;
import org.junit.jupiter.api.Test;

class SemaphoreTest {

  @Test
  void moreThanThreeAreInside() {
    Runs.Run run = Runs.variant("semaphore", "none").showing(each -> !each.goalMet());

    assertThat(Phenomena.mostInIo(run)).isGreaterThan(3);
    assertThat(run.outcome().goalMet()).isFalse();
  }
}
