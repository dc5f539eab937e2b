package io.interleave.scenario.success.locks;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.event.Kind;
import io.interleave.scenario.Phenomena;
import io.interleave.scenario.Runs;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReentrancyTest {

  @Test
  void aReentrantLockIsHeldOnceForEachBox() {
    Runs.Run run = Runs.variant("reentrancy", "reentrant").run(Map.of("depth", 4));

    assertThat(Phenomena.deepestHold(run)).isEqualTo(4);
    assertThat(Phenomena.ofKind(run, Kind.LOCK_RELEASE)).hasSize(2 * 4);
    assertThat(run.goalMet()).isTrue();
  }

  @Test
  void aPlainLockTakenOnceIsHeldOnce() {
    Runs.Run run = Runs.variant("reentrancy", "once").run(Map.of("depth", 4));

    assertThat(Phenomena.deepestHold(run)).isEqualTo(1);
    assertThat(Phenomena.ofKind(run, Kind.LOCK_RELEASE)).hasSize(2);
    assertThat(run.goalMet()).isTrue();
  }
}
