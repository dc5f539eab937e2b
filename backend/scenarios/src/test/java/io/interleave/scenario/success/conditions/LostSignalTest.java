package io.interleave.scenario.success.conditions;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.event.Kind;
import io.interleave.scenario.Phenomena;
import io.interleave.scenario.Runs;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LostSignalTest {

  private final Runs.Case predicateLoop = Runs.variant("lost-signal", "predicate-loop");

  @Test
  void whoComesAfterTheSignalDoesNotWait() {
    Runs.Run run =
        predicateLoop.showing(each -> Phenomena.ofKind(each, Kind.CONDITION_WAIT).isEmpty());

    assertThat(Phenomena.ofKind(run, Kind.CONDITION_WAIT)).isEmpty();
    assertThat(Phenomena.unended(run)).isEmpty();
    assertThat(run.goalMet()).isTrue();
  }

  @Test
  void whoComesBeforeItIsWoken() {
    Runs.Run run =
        predicateLoop.showing(
            Map.of("shower", 0, "ride", 150),
            each -> Phenomena.ofKind(each, Kind.CONDITION_WAIT).size() == 2);

    assertThat(Phenomena.waited(run, Kind.CONDITION_WAKE, Kind.CONDITION_SIGNAL_ALL)).hasSize(2);
    assertThat(run.goalMet()).isTrue();
  }
}
