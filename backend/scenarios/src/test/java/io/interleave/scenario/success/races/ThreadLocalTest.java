package io.interleave.scenario.success.races;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.event.Kind;
import io.interleave.scenario.Phenomena;
import io.interleave.scenario.Runs;
import org.junit.jupiter.api.Test;

class ThreadLocalTest {

  @Test
  void noTaskFindsWhatAnEarlierOneLeft() {
    Runs.Run run = Runs.variant("thread-local", "finally").run();

    assertThat(Phenomena.ofKind(run, Kind.VAR_READ)).hasSize(8);
    assertThat(Phenomena.ofKind(run, Kind.VAR_WRITE)).hasSize(4 + 8);
    assertThat(Phenomena.leftOver(run)).isEmpty();
    assertThat(run.goalMet()).isTrue();
  }
}
