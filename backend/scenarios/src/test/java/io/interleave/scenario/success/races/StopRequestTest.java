package io.interleave.scenario.success.races;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.event.Event;
import io.interleave.engine.event.Kind;
import io.interleave.scenario.Phenomena;
import io.interleave.scenario.Runs;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StopRequestTest {

  @Test
  void theInterruptWakesAndTheFlagIsRead() {
    Runs.Run run = Runs.variant("stop-request", "both")
            .showing(Runs.Run::goalMet);

    Event interrupt = Phenomena.ofKind(run, Kind.THREAD_INTERRUPT).getFirst();
    assertThat(Phenomena.ofKind(run, Kind.THREAD_WAKE))
        .anyMatch(wake -> wake.cause() == interrupt.seq());
    assertThat(Phenomena.ofKind(run, Kind.VAR_READ))
        .anyMatch(read -> Phenomena.isOn(run, read, "stop") && read.value() == 1);
    assertThat(Phenomena.doers(run, Kind.THREAD_END)).containsExactlyInAnyOrder("sweeper", "main");
    assertThat(run.goalMet()).isTrue();
  }

  @Test
  void aFlagAloneIsEnoughWhereNapsAreShort() {
    Runs.variant("stop-request", "flag").showing(Map.of("nap", 10), Runs.Run::goalMet);
  }
}
