package io.interleave.scenario.fail.liveness;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.event.Finding;
import io.interleave.engine.event.Kind;
import io.interleave.engine.run.Status;
import io.interleave.scenario.Phenomena;
import io.interleave.scenario.Runs;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PoolSelfDeadlockTest {

  private final Runs.Case samePool = Runs.variant("pool-self-deadlock", "same-pool");

  @Test
  void allWorkersWaitForTasksInTheirQueue() {
    Runs.Run run =
        samePool.showing(
            each -> each.deadlocked() && Phenomena.ofKind(each, Kind.TASK_END).isEmpty());

    assertThat(run.end().status()).isEqualTo(Status.DEADLOCKED);
    assertThat(run.findings()).extracting(Finding::type).contains("pool-starvation");
    assertThat(Phenomena.doers(run, Kind.FUTURE_GET_REQUEST))
        .containsExactlyInAnyOrder("main", "kitchen-1", "kitchen-2");
    assertThat(Phenomena.ofKind(run, Kind.TASK_START)).hasSize(2);
    assertThat(Phenomena.ofKind(run, Kind.TASK_SUBMIT)).hasSize(5);
    assertThat(Phenomena.ofKind(run, Kind.TASK_END)).isEmpty();
  }

  @Test
  void withACookToSpareItGoesWell() {
    Runs.Run run = samePool.run(Map.of("dishes", 1));

    assertThat(Phenomena.ofKind(run, Kind.TASK_END)).hasSize(2);
    assertThat(run.goalMet()).isTrue();
  }
}
