package io.interleave.engine.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.interleave.engine.Unhurried;
import io.interleave.engine.primitive.SharedInt;
import io.interleave.engine.primitive.TracedAtomicInt;
import io.interleave.engine.primitive.TracedReentrantLock;
import io.interleave.engine.primitive.TracedThread;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExploreTest {

  @TempDir private Path traces;

  private static int countPlainly() throws InterruptedException {
    SharedInt counter = SharedInt.plain("counter", 0);
    TracedThread ann = TracedThread.platform("Ann", () -> counter.set(counter.get() + 1)).start();
    counter.set(counter.get() + 1);
    ann.join();
    return counter.get();
  }

  private static int countAtomically() throws InterruptedException {
    TracedAtomicInt counter = new TracedAtomicInt("counter", 0);
    TracedThread ann = TracedThread.platform("Ann", counter::incrementAndGet).start();
    counter.incrementAndGet();
    ann.join();
    return counter.get();
  }

  @Test
  void aFailureSaysHowItComesAbout() throws Exception {
    assertThatThrownBy(
            () ->
                Explore.program(ExploreTest::countPlainly)
                    .expecting(total -> total == 2)
                    .seed(7)
                    .tracesIn(traces)
                    .check())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("The result was 1.")
        .hasMessageContaining("After main reads 'counter', switch to Ann")
        .hasMessageContaining("1 preemption (none has fewer)")
        .hasMessageContaining("seed 7");

    try (var files = Files.list(traces)) {
      List<Path> written = files.toList();
      assertThat(written).hasSize(1);
      assertThat(Files.readString(written.getFirst()))
          .startsWith("{\"formatVersion\":1,\"run\":{")
          .contains("\"mode\":\"controlled\"", "\"goalMet\":false", "\"batches\":[{\"seq\":1");
    }
  }

  @Test
  void aRightProgramPassesWhenEverythingWasTried() throws Exception {
    Report report =
        Explore.program(ExploreTest::countAtomically)
            .expecting(total -> total == 2)
            .exhaustively()
            .check();

    assertThat(report.exhaustive()).isTrue();
    assertThat(report.classes()).isEqualTo(2);
  }

  @Test
  void aDeadlockIsAFailure() {
    assertThatThrownBy(
            () ->
                Explore.program(
                        () -> {
                          TracedReentrantLock one = new TracedReentrantLock("one");
                          TracedReentrantLock two = new TracedReentrantLock("two");
                          TracedThread ann =
                              TracedThread.platform(
                                      "Ann",
                                      () -> {
                                        one.lock();
                                        two.lock();
                                        two.unlock();
                                        one.unlock();
                                      })
                                  .start();
                          two.lock();
                          one.lock();
                          one.unlock();
                          two.unlock();
                          ann.join();
                          return 0;
                        })
                    .exhaustively()
                    .tracesIn(traces)
                    .check())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("main, Ann wait for ever.")
        .hasMessageContaining("1 preemption");
  }

  @Test
  void whatCouldNotBeTriedIsNoPass() {
    assertThatThrownBy(
            () ->
                Explore.program(
                        () -> {
                          TracedAtomicInt turns = new TracedAtomicInt("turns", 0);
                          List<TracedThread> all =
                              List.of(
                                  TracedThread.platform("a", () -> spin(turns)),
                                  TracedThread.platform("b", () -> spin(turns)),
                                  TracedThread.platform("c", () -> spin(turns)));
                          all.forEach(TracedThread::start);
                          for (TracedThread each : all) {
                            each.join();
                          }
                          return turns.get();
                        })
                    .by(Method.CLASSES)
                    .within(Unhurried.bounds(50))
                    .check())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("Not everything was tried: 50 executions");
  }

  private static void spin(TracedAtomicInt turns) {
    for (int i = 0; i < 4; i++) {
      turns.incrementAndGet();
    }
  }
}
