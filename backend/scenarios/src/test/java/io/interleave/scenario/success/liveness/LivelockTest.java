package io.interleave.scenario.success.liveness;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.event.Kind;
import io.interleave.scenario.Phenomena;
import io.interleave.scenario.Runs;
import org.junit.jupiter.api.Test;

class LivelockTest {

  @Test
  void outOfStepBothEat() {
    Runs.Run run =
        Runs.variant("livelock", "jitter")
            .showing(each -> each.goalMet() && each.findings().isEmpty());

    assertThat(Phenomena.doers(run, Kind.IO_BEGIN)).containsExactlyInAnyOrder("Ann", "Bob");
    assertThat(Phenomena.ofKind(run, Kind.LOCK_FAIL)).hasSizeLessThan(20);
    assertThat(run.findings()).isEmpty();
    assertThat(run.goalMet()).isTrue();
  }
}
