package io.interleave.engine.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.interleave.engine.Unhurried;
import io.interleave.engine.primitive.TracedExecutor;
import io.interleave.engine.primitive.TracedLatch;
import io.interleave.engine.primitive.TracedReentrantLock;
import io.interleave.engine.primitive.TracedThread;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** However a thread or a task of an explored program dies: that is a failure, which names it. */
class DeathTest {

  @TempDir private Path traces;

  private static final class OwnException extends InterruptedException {
    private static final long serialVersionUID = 1L;

    OwnException(String message) {
      super(message);
    }
  }

  private static Arguments death(String error, TracedThread.Body body) {
    return Arguments.of(Named.of(error, body), error);
  }

  static Stream<Arguments> deaths() {
    return Stream.of(
        death(
            "java.lang.AssertionError: wrong",
            () -> {
              throw new AssertionError("wrong");
            }),
        death("java.lang.StackOverflowError", () -> deep(0)),
        death(
            "java.lang.IllegalMonitorStateException", () -> new TracedReentrantLock("l").unlock()),
        death(
            "java.lang.ArithmeticException: / by zero",
            () -> {
              int nothing = Integer.parseInt("0");
              System.out.println(1 / nothing);
            }));
  }

  /** Only the interrupt itself ends a thread in peace. */
  @Test
  void ofAKindOfInterrupt() {
    ofAThread(
        () -> {
          throw new OwnException("a kind of its own");
        },
        OwnException.class.getName() + ": a kind of its own");
  }

  private static int deep(int depth) {
    return deep(depth + 1) + 1;
  }

  @ParameterizedTest
  @MethodSource("deaths")
  void ofAThread(TracedThread.Body body, String error) {
    assertFails(
        () -> {
          TracedThread thread = TracedThread.platform("t", body).start();
          thread.join();
          return 0;
        },
        "Thread t threw " + error);
  }

  @ParameterizedTest
  @MethodSource("deaths")
  void ofATaskWithoutAFuture(TracedThread.Body body, String error) {
    assertFails(
        () -> {
          TracedExecutor pool = TracedExecutor.fixed("pool", 1);
          pool.execute(() -> run(body));
          pool.shutdown();
          pool.awaitTermination(1, TimeUnit.DAYS);
          return 0;
        },
        "Thread pool-1 threw " + error);
  }

  private static void run(TracedThread.Body body) {
    try {
      body.run();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void ofMainBehindAThreadThatWaits() {
    assertFails(
        () -> {
          TracedLatch latch = new TracedLatch("latch", 1);
          TracedThread.platform("w", latch::await).start();
          throw new IllegalStateException("config missing");
        },
        "The program threw java.lang.IllegalStateException: config missing",
        "w waits for ever.");
  }

  @Test
  void oneThatIsHandledIsNone() throws Exception {
    Report report =
        Explore.program(
                () -> {
                  TracedThread thread =
                      TracedThread.platform(
                              "t",
                              () -> {
                                throw new AssertionError("expected");
                              })
                          .onUncaught((_, _) -> {})
                          .start();
                  thread.join();
                  return 0;
                })
            .within(Unhurried.bounds(1_000))
            .exhaustively()
            .check();

    assertThat(report.exhaustive()).isTrue();
  }

  private void assertFails(Explore.Body<Integer> program, String... said) {
    assertThatThrownBy(
            () ->
                Explore.program(program)
                    .within(Unhurried.bounds(1_000))
                    .exhaustively()
                    .tracesIn(traces)
                    .check())
        .isInstanceOf(AssertionError.class)
        .satisfies(
            failure -> assertThat(failure).hasMessageContainingAll(said),
            failure -> assertThat(failure).hasMessageContaining("DeathTest.java:"));
  }
}
