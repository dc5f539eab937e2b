package io.interleave.scenario.success.races;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.scenario.Phenomena;
import io.interleave.scenario.Runs;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WrongLockTest {

  @Test
  void whoTakesTheSameLockIsAlone() {
    Runs.Run run =
        Runs.variant("wrong-lock", "one-lock").run(Map.of("threads", 5, "crates", 3, "hold", 4));

    assertThat(Phenomena.mostHolders(run)).isEqualTo(1);
    assertThat(Phenomena.lostUpdates(run)).isEmpty();
    assertThat(Phenomena.sameValueReadTwice(run)).isFalse();
    assertThat(run.outcome().value()).isEqualTo("15");
    assertThat(run.goalMet()).isTrue();
  }
}
