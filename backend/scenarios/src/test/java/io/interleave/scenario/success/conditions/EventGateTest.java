package io.interleave.scenario.success.conditions;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.event.Event;
import io.interleave.engine.event.Kind;
import io.interleave.scenario.Phenomena;
import io.interleave.scenario.Runs;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventGateTest {

  @Test
  void oneSetWakesAllWhoWait() {
    Runs.Run run =
        Runs.variant("event-gate", "event")
            .showing(
                Map.of("visitors", 3, "delay", 300),
                each -> Phenomena.ofKind(each, Kind.EVENT_SET).getFirst().value() == 3);

    Event set = Phenomena.ofKind(run, Kind.EVENT_SET).getFirst();
    assertThat(set.value()).isEqualTo(3);
    assertThat(Phenomena.ofKind(run, Kind.EVENT_WAKE))
        .hasSize(3)
        .allMatch(wake -> wake.cause() == set.seq());
    assertThat(run.goalMet()).isTrue();
  }

  @Test
  void whoComesLaterWalksIn() {
    Runs.Run run = Runs.variant("event-gate", "event").run(Map.of("delay", 0));

    assertThat(Phenomena.ofKind(run, Kind.EVENT_WAKE)).hasSize(4);
    assertThat(Phenomena.on(run, "open", Kind.VAR_READ)).allMatch(look -> look.value() == 1);
    assertThat(run.goalMet()).isTrue();
  }
}
