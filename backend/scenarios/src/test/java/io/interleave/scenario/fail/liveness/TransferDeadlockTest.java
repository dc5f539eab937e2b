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
    Runs.Run run = payerFirst.showing(Runs.Run::deadlocked);

    assertThat(run.end().status()).isEqualTo(Status.DEADLOCKED);
    assertThat(Phenomena.waitsForCycle(run)).hasSize(2);
    assertThat(run.findings()).extracting(Finding::type).contains("deadlock");
  }

  @Test
  void soDoThreeOfWhichNoTwoAreOpposite() {
    Runs.Run run = payerFirst.showing(Map.of("pairs", "ring"), Runs.Run::deadlocked);

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
