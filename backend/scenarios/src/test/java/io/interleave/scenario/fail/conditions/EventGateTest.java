package io.interleave.scenario.fail.conditions;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.event.Event;
import io.interleave.engine.event.Kind;
import io.interleave.engine.run.Status;
import io.interleave.scenario.Phenomena;
import io.interleave.scenario.Runs;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventGateTest {

  @Test
  void whoGuessesTheTimeComesTooEarly() {
    Runs.Run run = Runs.variant("event-gate", "sleep").showing(each -> !each.goalMet());

    assertThat(Phenomena.on(run, "open", Kind.VAR_READ)).anyMatch(look -> look.value() == 0);
    assertThat(Phenomena.ofKind(run, Kind.EVENT_WAKE)).isEmpty();
    assertThat(run.outcome().goalMet()).isFalse();
  }

  @Test
  void automaticResetLetsOneThrough() {
    Runs.Run run = Runs.variant("event-gate", "auto-reset").run();

    assertThat(run.end().status()).isEqualTo(Status.DEADLOCKED);
    assertThat(Phenomena.ofKind(run, Kind.EVENT_SET)).hasSize(1);
    assertThat(Phenomena.ofKind(run, Kind.EVENT_WAKE)).hasSize(1);
    assertThat(Phenomena.unended(run)).hasSize(4);
  }

  @Test
  void whoComesAfterTheClearStands() {
    Runs.Case variant = Runs.variant("event-gate", "set-and-clear");
    Runs.Run run = variant.showing(Runs.Run::deadlocked);

    assertThat(run.end().status()).isEqualTo(Status.DEADLOCKED);
    Event clear = Phenomena.ofKind(run, Kind.EVENT_CLEAR).getFirst();
    List<Event> late =
        Phenomena.ofKind(run, Kind.EVENT_WAIT).stream()
            .filter(wait -> wait.seq() > clear.seq())
            .toList();
    assertThat(late).isNotEmpty().allMatch(wait -> Phenomena.next(run, wait).isEmpty());
  }
}
