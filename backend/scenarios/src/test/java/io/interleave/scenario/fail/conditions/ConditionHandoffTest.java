package io.interleave.scenario.fail.conditions;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.event.Kind;
import io.interleave.scenario.Phenomena;
import io.interleave.scenario.Runs;
import org.junit.jupiter.api.Test;

class ConditionHandoffTest {

  @Test
  void customersLookOverAndOver() {
    Runs.Run run =
        Runs.variant("condition-handoff", "busy-wait")
            .showing(
                each ->
                    Phenomena.on(each, "loaves", Kind.VAR_READ).stream()
                            .filter(look -> look.value() == 0)
                            .count()
                        > 10);

    assertThat(Phenomena.ofKind(run, Kind.CONDITION_WAIT)).isEmpty();
    assertThat(Phenomena.on(run, "loaves", Kind.VAR_READ))
        .filteredOn(look -> look.value() == 0)
        .hasSizeGreaterThan(10);
    assertThat(run.outcome().goalMet()).isFalse();
  }
}
