package io.interleave.scenario.success.conditions;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.event.Kind;
import io.interleave.scenario.Phenomena;
import io.interleave.scenario.Runs;
import org.junit.jupiter.api.Test;

class WrongWaiterTest {

  @Test
  void allAreWokenAndOneIsMeant() {
    Runs.Run run =
        Runs.variant("wrong-waiter", "signal-all")
            .showing(each -> !Phenomena.wokenInVain(each).isEmpty());

    assertThat(Phenomena.wokenInVain(run)).isNotEmpty();
    assertThat(Phenomena.unended(run)).isEmpty();
    assertThat(run.goalMet()).isTrue();
  }

  @Test
  void aConditionOfItsOwnWakesNobodyInVain() {
    Runs.Run run =
        Runs.variant("wrong-waiter", "conditions")
            .showing(
                each ->
                    Phenomena.waited(each, Kind.CONDITION_WAKE, Kind.CONDITION_SIGNAL).size() == 3);

    assertThat(Phenomena.waited(run, Kind.CONDITION_WAKE, Kind.CONDITION_SIGNAL)).hasSize(3);
    assertThat(Phenomena.wokenInVain(run)).isEmpty();
    assertThat(run.goalMet()).isTrue();
  }
}
