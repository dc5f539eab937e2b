package io.interleave.engine.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.interleave.engine.ControlledRuns;
import io.interleave.engine.Runs;
import io.interleave.engine.primitive.TracedExecutor;
import io.interleave.engine.primitive.TracedThread;
import io.interleave.engine.run.Plan;
import io.interleave.engine.run.Status;
import io.interleave.engine.schedule.Driver;
import io.interleave.engine.schedule.Strategies;
import io.interleave.sample.Careless;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** A recording of a controlled run knows the exceptions that nobody handled, or asked for. */
class DeathsTest {

  private static final Callable<Object> FAILING =
      () -> {
        throw new AssertionError("no result");
      };

  /** What a program says of itself at its end, whatever carries it and goes next. */
  private static void assertDeaths(String expected, Runs.Body body) {
    for (Driver.Kind carrier : Driver.Kind.values()) {
      for (int seed = 1; seed <= 5; seed++) {
        Runs.Body asking =
            () -> {
              body.run();
              assertThat(deaths()).isEqualTo(expected);
            };
        Plan plan = Plan.by(Strategies.RANDOM, seed);
        Runs.Ended run = ControlledRuns.run(plan, Runs.program(asking), carrier).run();
        assertThat(run.end().status()).as("%s", run.end().reason()).isEqualTo(Status.COMPLETED);
      }
    }
  }

  private static String deaths() {
    return String.join(
        ", ",
        Recording.current().deaths().stream()
            .map(death -> death.thread().name() + ": " + death.thrown().getMessage())
            .toList());
  }

  @Test
  void threads() {
    assertDeaths("t: on purpose", () -> TracedThread.platform("t", Careless::fail).start().join());
    assertDeaths("v: on purpose", () -> TracedThread.virtual("v", Careless::fail).start().join());
    assertDeaths(
        "",
        () -> TracedThread.platform("t", Careless::fail).onUncaught((_, _) -> {}).start().join());
  }

  @Test
  void tasks() {
    assertDeaths(
        "pool-1: on purpose",
        () -> {
          try (TracedExecutor pool = TracedExecutor.fixed("pool", 1)) {
            pool.execute(Careless::fail);
          }
        });
    assertDeaths(
        "pool-1: no result",
        () -> {
          try (TracedExecutor pool = TracedExecutor.fixed("pool", 1)) {
            assertThat(pool.submit(FAILING).isCancelled()).isFalse();
          }
        });
    assertDeaths(
        "pool-1: no result",
        () -> {
          try (TracedExecutor pool = TracedExecutor.fixed("pool", 1)) {
            assertThat(pool.invokeAll(List.of(FAILING))).hasSize(1);
          }
        });
  }

  @Test
  void tasksThatSomebodyAsked() {
    assertDeaths(
        "",
        () -> {
          try (TracedExecutor pool = TracedExecutor.fixed("pool", 1)) {
            Future<Object> future = pool.submit(FAILING);
            assertThat(catchThrowable(future::get)).hasCauseInstanceOf(AssertionError.class);
          }
        });
    assertDeaths(
        "",
        () -> {
          try (TracedExecutor pool = TracedExecutor.fixed("pool", 1)) {
            assertThat(catchThrowable(() -> pool.invokeAny(List.of(FAILING))))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(AssertionError.class);
          }
        });
  }

  @Test
  void aLiveRunHasItsTrace() {
    Runs.Ended run =
        Runs.run(
            () -> {
              TracedThread.platform("t", Careless::fail).start().join();
              assertThat(deaths()).isEmpty();
            });
    assertThat(run.end().status()).as("%s", run.end().reason()).isEqualTo(Status.COMPLETED);
    assertThat(run.findings()).hasSize(1);
  }
}
