package io.interleave.scenario.fail.locks;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.run.Status;
import io.interleave.scenario.Phenomena;
import io.interleave.scenario.Runs;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReentrancyTest {

  private final Runs.Case plain = Runs.variant("reentrancy", "plain");

  @Test
  void theHolderWaitsForItself() {
    Runs.Run run = plain.run();

    assertThat(run.end().status()).isEqualTo(Status.DEADLOCKED);
    assertThat(Phenomena.waitsForCycle(run)).as("a circle of one").hasSize(1);
    assertThat(Phenomena.deepestHold(run)).isEqualTo(1);
  }

  @Test
  void withNothingInsideAPlainLockWillDo() {
    assertThat(plain.run(Map.of("depth", 1)).goalMet()).isTrue();
  }
}
