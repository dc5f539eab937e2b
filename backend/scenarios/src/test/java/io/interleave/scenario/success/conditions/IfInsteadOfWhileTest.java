package io.interleave.scenario.success.conditions;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.event.Event;
import io.interleave.engine.event.Kind;
import io.interleave.scenario.Phenomena;
import io.interleave.scenario.Runs;
import org.junit.jupiter.api.Test;

class IfInsteadOfWhileTest {

  @Test
  void aStolenWakeUpWaitsAgain() {
    Runs.Case variant = Runs.variant("if-instead-of-while", "while");
    Runs.Run run = variant.showing(each -> !Phenomena.wokenInVain(each).isEmpty());

    assertThat(Phenomena.wokenInVain(run)).isNotEmpty();
    assertThat(Phenomena.wokenInVain(run))
        .allSatisfy(
            look ->
                assertThat(Phenomena.next(run, look))
                    .map(Event::kind)
                    .contains(Kind.CONDITION_WAIT));
    assertThat(Phenomena.on(run, "bikes", Kind.VAR_WRITE)).noneMatch(write -> write.value() < 0);
    assertThat(run.goalMet()).isTrue();
  }
}
