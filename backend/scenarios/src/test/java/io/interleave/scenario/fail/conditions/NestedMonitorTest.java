package io.interleave.scenario.fail.conditions;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.event.Event;
import io.interleave.engine.event.Kind;
import io.interleave.engine.run.Status;
import io.interleave.scenario.Phenomena;
import io.interleave.scenario.Runs;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NestedMonitorTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void theClerkWaitsBehindAShutDoor(int doors) {
    Runs.Run run =
        Runs.variant("nested-monitor", "nested")
            .showing(Map.of("doors", doors), Runs.Run::deadlocked);

    assertThat(run.end().status()).isEqualTo(Status.DEADLOCKED);
    Event wait = Phenomena.ofKind(run, Kind.CONDITION_WAIT).getFirst();
    assertThat(Phenomena.heldBy(run, "clerk", wait.seq())).hasSize(doors + 1).contains("door 1");
    assertThat(Phenomena.heldBy(run, "clerk", run.trace().size()))
        .as("the cupboard is given back")
        .hasSize(doors)
        .doesNotContain("cupboard");
    assertThat(Phenomena.unended(run)).containsExactlyInAnyOrder("main", "clerk", "supplier");
    assertThat(Phenomena.waitsForCycle(run)).as("no cycle of locks").isEmpty();
  }
}
