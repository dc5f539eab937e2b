package io.interleave.scenario.success.liveness;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.event.Kind;
import io.interleave.scenario.Phenomena;
import io.interleave.scenario.Runs;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PoolSelfDeadlockTest {

  @Test
  void whoWaitsTakesNoPlaceFromThoseWaitedFor() {
    Runs.Run run = Runs.variant("pool-self-deadlock", "separate-pools").run(Map.of("depth", 2));

    assertThat(Phenomena.ofKind(run, Kind.TASK_SUBMIT)).hasSize(9);
    assertThat(Phenomena.ofKind(run, Kind.TASK_END)).hasSize(9);
    assertThat(Phenomena.unended(run)).isEmpty();
    assertThat(run.goalMet()).isTrue();
  }

  @Test
  void aThreadForEachNeverRunsOut() {
    Runs.Run run = Runs.variant("pool-self-deadlock", "virtual").run(Map.of("depth", 3));

    assertThat(Phenomena.ofKind(run, Kind.THREAD_START)).hasSize(1 + 3 * 4);
    assertThat(Phenomena.unended(run)).isEmpty();
    assertThat(run.goalMet()).isTrue();
  }
}
