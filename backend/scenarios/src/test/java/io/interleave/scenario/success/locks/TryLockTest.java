package io.interleave.scenario.success.locks;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.event.Event;
import io.interleave.engine.event.Kind;
import io.interleave.scenario.Phenomena;
import io.interleave.scenario.Runs;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TryLockTest {

  @Test
  void anInterruptEndsAWaitThatCanBeInterrupted() {
    Runs.Run run =
        Runs.variant("try-lock", "interruptible")
            .showing(each -> !Phenomena.ofKind(each, Kind.LOCK_FAIL).isEmpty());

    assertThat(Phenomena.waited(run, Kind.LOCK_FAIL, Kind.THREAD_INTERRUPT)).hasSize(1);
    assertThat(run.goalMet()).isTrue();
  }

  @Test
  void patienceEndsATry() {
    Runs.Run run =
        Runs.variant("try-lock", "try-lock")
            .showing(
                Map.of("patience", 10, "tries", 3, "closing", 300),
                each -> Phenomena.ofKind(each, Kind.LOCK_FAIL).size() == 3);

    assertThat(Phenomena.ofKind(run, Kind.LOCK_FAIL))
        .hasSize(3)
        .extracting(Event::cause)
        .containsOnly(0L);
    assertThat(run.goalMet()).isTrue();
  }
}
