package io.interleave.scenario.fail.races;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.event.Kind;
import io.interleave.engine.run.Status;
import io.interleave.scenario.Phenomena;
import io.interleave.scenario.Runs;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ThreadLifecycleTest {

  @Test
  void runStartsNoThread() {
    Runs.Run run = Runs.variant("thread-lifecycle", "run").run();

    assertThat(Phenomena.ofKind(run, Kind.THREAD_NEW)).hasSize(3);
    assertThat(Phenomena.doers(run, Kind.THREAD_START)).containsExactly("main");
    assertThat(Phenomena.doers(run, Kind.WORK_BEGIN)).containsExactly("main");
    assertThat(Phenomena.notes(run)).hasSize(3).allMatch(note -> note.endsWith("alive: false"));
    assertThat(run.outcome().goalMet()).isFalse();
  }

  @Test
  void daemonsAreCutOffWhenMainEnds() {
    Runs.Run run =
        Runs.variant("thread-lifecycle", "daemon")
            .showing(each -> Phenomena.ended(each).equals(Set.of("main")));

    assertThat(run.end().status()).isEqualTo(Status.COMPLETED);
    assertThat(Phenomena.doers(run, Kind.THREAD_START)).hasSize(4);
    assertThat(Phenomena.doers(run, Kind.THREAD_END)).containsExactly("main");
    assertThat(run.outcome().goalMet()).isFalse();
  }

  @Test
  void mainReportsTooEarlyWithoutJoin() {
    Runs.Run run =
        Runs.variant("thread-lifecycle", "start")
            .showing(Map.of("join", false), each -> !each.goalMet());

    assertThat(Phenomena.ofKind(run, Kind.THREAD_JOIN)).isEmpty();
    assertThat(Phenomena.doers(run, Kind.THREAD_END)).hasSize(4);
    assertThat(run.outcome().goalMet()).isFalse();
  }
}
