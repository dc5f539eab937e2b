package io.interleave.scenario.success.locks;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.event.Kind;
import io.interleave.scenario.Phenomena;
import io.interleave.scenario.Runs;
import org.junit.jupiter.api.Test;

class LockConvoyTest {

  @Test
  void portersAreDoneBeforeTheManager() {
    Runs.Run run =
        Runs.variant("lock-convoy", "short")
            .showing(each -> each.goalMet() && each.findings().isEmpty());

    assertThat(run.findings()).isEmpty();
    assertThat(Phenomena.doers(run, Kind.THREAD_END)).endsWith("manager", "main");
    assertThat(run.goalMet()).isTrue();
  }
}
