package io.interleave.scenario.fail.liveness;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.event.Finding;
import io.interleave.engine.run.Status;
import io.interleave.scenario.Phenomena;
import io.interleave.scenario.Runs;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TransferDeadlockTest {

  private final Runs.Case payerFirst = Runs.variant("transfer-deadlock", "payer-first");

  @Test
  void oppositeArgumentsCloseACircle() {
    Runs.Run run = payerFirst.runUntil(each -> each.end().status() == Status.DEADLOCKED);

    assertThat(run.end().status()).isEqualTo(Status.DEADLOCKED);
    assertThat(Phenomena.waitsForCycle(run)).hasSize(2);
    assertThat(run.findings()).extracting(Finding::type).contains("deadlock");
  }

  @Test
  void soDoThreeOfWhichNoTwoAreOpposite() {
    Map<String, String> ring = Map.of("pairs", "ring");

    Runs.Run run = payerFirst.run(ring);
    for (int i = 1; i < 3 && run.end().status() != Status.DEADLOCKED; i++) {
      run = payerFirst.run(ring);
    }

    assertThat(run.end().status()).isEqualTo(Status.DEADLOCKED);
    assertThat(Phenomena.waitsForCycle(run)).hasSize(3);
  }

  @Test
  void theSameCodeWithTheSameArgumentsRunsThrough() {
    Runs.Run run = payerFirst.run(Map.of("pairs", "same"));

    assertThat(Phenomena.waitsForCycle(run)).isEmpty();
    assertThat(run.findings()).isEmpty();
    assertThat(run.goalMet()).isTrue();
  }
}
