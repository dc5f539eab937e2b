package io.interleave.engine.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.interleave.engine.Unhurried;
import io.interleave.engine.primitive.SharedInt;
import io.interleave.engine.primitive.TracedReentrantLock;
import io.interleave.engine.primitive.TracedThread;
import io.interleave.engine.schedule.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is called proved is; what was seen is told; what was not tried is said. */
class ProofTest {

  @TempDir private Path traces;

  private <T> Explore<T> exploring(Explore.Body<T> program) {
    return Explore.program(program)
        .within(Unhurried.bounds(100_000))
        .exhaustively()
        .tracesIn(traces);
  }

  /** Three threads append three times each, under a lock, to something that nobody watches. */
  private static String appended() throws InterruptedException {
    TracedReentrantLock lock = new TracedReentrantLock("lock");
    StringBuilder text = new StringBuilder();
    List<TracedThread> threads = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      int id = i;
      threads.add(
          TracedThread.platform(
              "t" + i,
              () -> {
                for (int round = 0; round < 3; round++) {
                  lock.lock();
                  text.append(id);
                  lock.unlock();
                }
              }));
    }
    threads.forEach(TracedThread::start);
    for (TracedThread thread : threads) {
      thread.join();
    }
    return text.toString();
  }

  @Test
  void whatNobodyWatchesIsInTheOutcomesAllTheSame() throws Exception {
    Report report = exploring(ProofTest::appended).check();

    assertThat(report.exhaustive()).isTrue();
    assertThat(report.method()).isEqualTo(Method.CLASSES);
    assertThat(report.outcomes())
        .hasSize(1_680) // 9! / (3! 3! 3!)
        .extracting(Report.Row::value)
        .contains("210210210");
  }

  @Test
  void aFailureThatOnlySamplesSawIsTold() throws Exception {
    Report report =
        new Exploration(SctBench.reorder(9), Method.CLASSES, Settings.DEFAULT, 1)
            .explore(Unhurried.bounds(5), progress -> {});

    assertThat(report.executions()).isEqualTo(5);
    assertThat(report.failed()).isTrue();
    assertThat(report.minimal()).isNotNull();
  }

  @Test
  void aDaemonIsSeenToItsEnd() throws Exception {
    Report report =
        exploring(
                () -> {
                  SharedInt before = SharedInt.volatileInt("before", 0);
                  SharedInt value = SharedInt.volatileInt("value", 0);
                  TracedThread.daemon(
                          "daemon",
                          () -> {
                            before.set(1);
                            value.set(before.get());
                            value.set(2);
                          })
                      .start();
                  return value.get();
                })
            .check();

    assertThat(report.exhaustive()).isTrue();
    assertThat(report.outcomes())
        .extracting(Report.Row::value)
        .containsExactlyInAnyOrder("0", "1", "2");
  }

  @Test
  void aDaemonWithoutAnEndLeavesNoProof() {
    assertThatThrownBy(
            () ->
                exploring(
                        () -> {
                          SharedInt ticks = SharedInt.volatileInt("ticks", 0);
                          TracedThread.daemon(
                                  "clock",
                                  () -> {
                                    while (true) {
                                      ticks.set(ticks.get() + 1);
                                    }
                                  })
                              .start();
                          return "done";
                        })
                    .within(Unhurried.bounds(200))
                    .check())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("Not everything was tried");
  }

  @Test
  void aDaemonThatDiesLaterIsNoProof() {
    assertThatThrownBy(
            () ->
                exploring(
                        () -> {
                          SharedInt value = SharedInt.volatileInt("value", 0);
                          TracedThread.daemon(
                                  "daemon",
                                  () -> {
                                    value.set(1);
                                    throw new IllegalStateException("late");
                                  })
                              .start();
                          return value.get() <= 1;
                        })
                    .check())
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void moreThreadsThanClassesTakeAreSearchedAndNothingIsProved() {
    assertThatThrownBy(
            () ->
                exploring(
                        () -> {
                          List<TracedThread> threads = new ArrayList<>();
                          for (int i = 0; i < 70; i++) {
                            threads.add(TracedThread.platform("t" + i, () -> {}).start());
                          }
                          for (TracedThread thread : threads) {
                            thread.join();
                          }
                          return 0;
                        })
                    .within(Unhurried.bounds(20))
                    .check())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("Not everything was tried: 20 executions")
        .hasMessageContaining("more than 64 threads");
  }

  @Test
  void aFailureComesWithItsFindingsAndWhenItWasFound() throws Exception {
    Report report =
        exploring(
                () -> {
                  SharedInt counter = SharedInt.plain("counter", 0);
                  TracedThread other =
                      TracedThread.platform("other", () -> counter.set(counter.get() + 1)).start();
                  counter.set(counter.get() + 1);
                  other.join();
                  return counter.get();
                })
            .expecting(value -> value == 2)
            .run();

    assertThat(Objects.requireNonNull(report.firstFailure()).execution())
        .isBetween(1L, report.executions());
    assertThat(Objects.requireNonNull(report.minimal()).findings())
        .extracting(finding -> finding.type())
        .contains("data-race", "lost-update");
  }

  @Test
  void withoutTimeForItAFailureIsLeftAsItWasFound() throws Exception {
    Report raw =
        new Exploration(SctBench.reorder(19), Method.SEARCH, Settings.DEFAULT, 1)
            .explore(new Bounds(100_000, Duration.ofDays(1), Duration.ZERO), progress -> {});

    Report.Minimal minimal = Objects.requireNonNull(raw.minimal());
    assertThat(minimal.preemptions()).isGreaterThan(1);
    assertThat(minimal.proved()).isFalse();
    assertThat(minimal.words()).isNotEmpty();
  }

  /** Each execution takes 20 ms, so that in 100 ms there is time for few. */
  @Test
  void timeIsLookedAtBeforeEachExecution() throws Exception {
    AtomicInteger executions = new AtomicInteger();
    Report report =
        Explore.program(
                () -> {
                  executions.incrementAndGet();
                  long end = System.nanoTime() + 20_000_000;
                  while (System.nanoTime() < end) {
                    Thread.onSpinWait();
                  }
                  SharedInt value = SharedInt.volatileInt("value", 0);
                  TracedThread other = TracedThread.platform("t", () -> value.set(1)).start();
                  value.set(2);
                  other.join();
                  return 0;
                })
            .within(Duration.ofMillis(100))
            .run();

    assertThat(report.executions()).isBetween(1L, 6L);
  }
}
