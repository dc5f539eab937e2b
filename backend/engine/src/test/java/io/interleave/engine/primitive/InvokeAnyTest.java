package io.interleave.engine.primitive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.interleave.engine.Runs;
import io.interleave.engine.Unhurried;
import io.interleave.engine.explore.Explore;
import io.interleave.engine.explore.Method;
import io.interleave.engine.explore.Report;
import io.interleave.engine.run.Status;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class InvokeAnyTest {

  private static Callable<String> says(String text) {
    return () -> text;
  }

  private static Callable<String> fails() {
    return () -> {
      throw new IllegalStateException("no");
    };
  }

  private static String first(List<Callable<String>> tasks) throws Exception {
    try (TracedExecutor pool = TracedExecutor.fixed("pool", 2)) {
      return pool.invokeAny(tasks);
    }
  }

  @Test
  void liveTheFirstThatDoesNotFailIsReturned() {
    AtomicReference<String> result = new AtomicReference<>("");
    Runs.Ended ended = Runs.run(() -> result.set(first(List.of(fails(), says("a")))));

    assertThat(ended.end().status()).isEqualTo(Status.COMPLETED);
    assertThat(result).hasValue("a");
  }

  @Test
  void liveATimeoutAndFailuresAreThrown() {
    Runs.Ended ended =
        Runs.run(
            () -> {
              try (TracedExecutor pool = TracedExecutor.fixed("pool", 2)) {
                assertThatThrownBy(() -> pool.invokeAny(List.of(fails(), fails())))
                    .isInstanceOf(ExecutionException.class)
                    .hasRootCauseMessage("no");
                Callable<String> sleeps =
                    () -> {
                      TracedThread.sleep(10_000);
                      return "late";
                    };
                assertThatThrownBy(() -> pool.invokeAny(List.of(sleeps), 10, TimeUnit.MILLISECONDS))
                    .isInstanceOf(TimeoutException.class);
              }
            });

    assertThat(ended.end().status()).isEqualTo(Status.COMPLETED);
  }

  @Test
  void controlledEitherTaskCanBeFirst() throws Exception {
    Report report =
        Explore.program(() -> first(List.of(says("a"), says("b"))))
            .by(Method.SEARCH)
            .seed(1)
            .within(Unhurried.bounds(300))
            .run();

    assertThat(report.outcomes()).extracting(Report.Row::value).contains("a", "b");
    assertThat(report.failed()).isFalse();
  }
}
