package io.interleave.scenario.success.liveness;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.scenario.Phenomena;
import io.interleave.scenario.Runs;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransferDeadlockTest {

  @ParameterizedTest
  @ValueSource(strings = {"opposite", "same", "ring"})
  void everyTransferIsMade(String pairs) {
    Runs.Run run = Runs.variant("transfer-deadlock", "by-id").run(Map.of("pairs", pairs));

    assertThat(Phenomena.waitsForCycle(run)).isEmpty();
    assertThat(run.findings()).isEmpty();
    assertThat(run.goalMet()).isTrue();
  }
}
