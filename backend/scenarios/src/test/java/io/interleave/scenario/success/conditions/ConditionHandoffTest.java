package io.interleave.scenario.success.conditions;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.event.Event;
import io.interleave.engine.event.Kind;
import io.interleave.scenario.Phenomena;
import io.interleave.scenario.Runs;
import org.junit.jupiter.api.Test;

class ConditionHandoffTest {

  private final Runs.Run run =
      Runs.variant("condition-handoff", "condition")
          .showing(
              each ->
                  !Phenomena.waited(each, Kind.CONDITION_WAKE, Kind.CONDITION_SIGNAL).isEmpty());

  @Test
  void whoWaitsGivesTheLockBack() {
    assertThat(Phenomena.ofKind(run, Kind.CONDITION_WAIT)).isNotEmpty();
    for (Event wait : Phenomena.ofKind(run, Kind.CONDITION_WAIT)) {
      assertThat(Phenomena.next(run, wait)).map(Event::kind).contains(Kind.LOCK_RELEASE);
    }
  }

  @Test
  void whoIsWokenTakesItAgainAfterTheSignaller() {
    assertThat(Phenomena.waited(run, Kind.CONDITION_WAKE, Kind.CONDITION_SIGNAL)).isNotEmpty();
    for (Event wake : Phenomena.ofKind(run, Kind.CONDITION_WAKE)) {
      Event signal = run.trace().get((int) wake.cause());
      Event unlock = Phenomena.next(run, signal, Kind.LOCK_RELEASE).orElseThrow();
      Event lock = Phenomena.next(run, wake, Kind.LOCK_ACQUIRE).orElseThrow();
      assertThat(lock.object()).isEqualTo(unlock.object());
      assertThat(lock.seq()).isGreaterThan(unlock.seq());
    }
    assertThat(Phenomena.mostHolders(run)).isEqualTo(1);
    assertThat(run.goalMet()).isTrue();
  }
}
