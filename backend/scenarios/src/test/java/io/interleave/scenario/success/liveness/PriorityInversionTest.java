package io.interleave.scenario.success.liveness;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.event.Event;
import io.interleave.engine.event.Kind;
import io.interleave.engine.schedule.Strategies;
import io.interleave.scenario.ControlledRuns;
import io.interleave.scenario.Phenomena;
import io.interleave.scenario.Runs;
import org.junit.jupiter.api.Test;

class PriorityInversionTest {

  @Test
  void whoHoldsTheBusRunsForThePilot() {
    for (Strategies strategy : Strategies.values()) {
      Runs.Run run = ControlledRuns.run(Runs.variant("priority-inversion", "on"), strategy, 1);

      assertThat(sentMeanwhile(run)).isZero();
      assertThat(run.outcome().value()).isEqualTo("0");
      assertThat(run.goalMet()).isTrue();
    }
  }

  private static long sentMeanwhile(Runs.Run run) {
    Event asked = Phenomena.ofKind(run, Kind.LOCK_REQUEST).getLast();
    Event got = Phenomena.ofKind(run, Kind.LOCK_ACQUIRE).getLast();
    assertThat(run.trace().threads().get(asked.thread()).name()).isEqualTo("pilot");
    assertThat(got.thread()).isEqualTo(asked.thread());
    return Phenomena.ofKind(run, Kind.VAR_UPDATE).stream()
        .filter(sent -> Phenomena.isOn(run, sent, "messages sent"))
        .filter(sent -> sent.seq() > asked.seq() && sent.seq() < got.seq())
        .count();
  }
}
