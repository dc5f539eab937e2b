package io.interleave.scenario.success.conditions;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.event.Event;
import io.interleave.engine.event.Kind;
import io.interleave.scenario.Phenomena;
import io.interleave.scenario.Runs;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NestedMonitorTest {

  @Test
  void theClerkWaitsWithNothingInHand() {
    Runs.Run run =
        Runs.variant("nested-monitor", "flat")
            .showing(
                Map.of("doors", 3), each -> !Phenomena.ofKind(each, Kind.CONDITION_WAIT).isEmpty());

    Event wait = Phenomena.ofKind(run, Kind.CONDITION_WAIT).getFirst();
    assertThat(Phenomena.heldBy(run, "clerk", wait.seq())).containsExactly("cupboard");
    assertThat(Phenomena.waited(run, Kind.CONDITION_WAKE, Kind.CONDITION_SIGNAL)).hasSize(1);
    assertThat(Phenomena.unended(run)).isEmpty();
    assertThat(run.goalMet()).isTrue();
  }
}
