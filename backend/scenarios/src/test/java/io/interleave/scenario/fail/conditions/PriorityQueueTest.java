package io.interleave.scenario.fail.conditions;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.event.Kind;
import io.interleave.scenario.Phenomena;
import io.interleave.scenario.Runs;
import org.junit.jupiter.api.Test;

class PriorityQueueTest {

  @Test
  void patientsAreLostFromTheBoard() {
    Runs.Run run =
        Runs.variant("priority-queue", "unlocked")
            .showing(each -> !each.goalMet() && !Phenomena.lostUpdates(each).isEmpty());

    assertThat(Phenomena.lostUpdates(run)).isNotEmpty();
    assertThat(Phenomena.mostHolders(run)).isZero();
    assertThat(Phenomena.ofKind(run, Kind.SEMAPHORE_ACQUIRE)).as("permits enough").hasSize(9);
    assertThat(run.outcome().goalMet()).isFalse();
  }
}
