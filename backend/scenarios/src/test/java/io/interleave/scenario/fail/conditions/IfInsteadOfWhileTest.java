package io.interleave.scenario.fail.conditions;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.event.Kind;
import io.interleave.scenario.Phenomena;
import io.interleave.scenario.Runs;
import org.junit.jupiter.api.Test;

class IfInsteadOfWhileTest {

  @Test
  void aStolenWakeUpGoesOnWithoutABike() {
    Runs.Run run = Runs.variant("if-instead-of-while", "if").showing(each -> !each.goalMet());

    assertThat(Phenomena.wokenInVain(run)).isNotEmpty();
    assertThat(Phenomena.wokenInVain(run))
        .allSatisfy(
            look ->
                assertThat(Phenomena.next(run, look).orElseThrow())
                    .matches(write -> write.kind() == Kind.VAR_WRITE, "a write")
                    .matches(write -> write.value() < 0, "below zero"));
    assertThat(Integer.parseInt(run.outcome().value())).isNegative();
    assertThat(run.outcome().goalMet()).isFalse();
  }
}
