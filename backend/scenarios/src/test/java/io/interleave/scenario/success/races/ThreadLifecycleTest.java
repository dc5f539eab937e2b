package io.interleave.scenario.success.races;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.event.Event;
import io.interleave.engine.event.Kind;
import io.interleave.scenario.Phenomena;
import io.interleave.scenario.Runs;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ThreadLifecycleTest {

  static Stream<Runs.Case> variants() {
    return Runs.right("thread-lifecycle");
  }

  @ParameterizedTest
  @MethodSource("variants")
  void everyThreadLivesItsWholeLife(Runs.Case variant) {
    Runs.Run run = variant.showing(each -> Phenomena.notes(each).contains("worker 1 alive: true"));

    assertThat(Phenomena.doers(run, Kind.THREAD_START))
        .containsExactlyInAnyOrder("main", "worker 1", "worker 2", "worker 3");
    assertThat(Phenomena.doers(run, Kind.THREAD_SLEEP))
        .containsExactlyInAnyOrder("worker 1", "worker 2", "worker 3");
    assertThat(Phenomena.doers(run, Kind.THREAD_END)).hasSize(4);
    assertThat(Phenomena.notes(run))
        .containsSubsequence(
            "worker 1 alive: false", "worker 1 alive: true", "worker 1 alive: false");
    assertThat(Phenomena.ofKind(run, Kind.THREAD_JOIN))
        .hasSize(3)
        .allSatisfy(
            join -> assertThat(isEndOf(run.trace().get((int) join.cause()), join)).isTrue());
    assertThat(run.goalMet()).isTrue();
  }

  private static boolean isEndOf(Event end, Event join) {
    return end.kind() == Kind.THREAD_END && end.thread() == join.value();
  }
}
