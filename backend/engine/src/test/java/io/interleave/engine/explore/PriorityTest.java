package io.interleave.engine.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.interleave.engine.Runs;
import io.interleave.engine.Unhurried;
import io.interleave.engine.event.Outcome;
import io.interleave.engine.primitive.TracedAtomicInt;
import io.interleave.engine.primitive.TracedLatch;
import io.interleave.engine.primitive.TracedReentrantLock;
import io.interleave.engine.primitive.TracedThread;
import io.interleave.engine.run.ControlledRun;
import io.interleave.engine.run.Limits;
import io.interleave.engine.run.Plan;
import io.interleave.engine.run.Program;
import io.interleave.engine.run.Status;
import io.interleave.engine.schedule.ImpossibleStep;
import io.interleave.engine.schedule.Schedule;
import io.interleave.engine.schedule.Settings;
import io.interleave.engine.schedule.Strategies;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who has a priority goes before whoever has a lower one, whatever else may choose. */
class PriorityTest {

  private static Outcome outcome(Object value, boolean met) {
    return new Outcome(String.valueOf(value), met, "");
  }

  /** Two threads that count, and the order in which they do. */
  private static Program counting(int first, int second) {
    return () -> {
      TracedAtomicInt counter = new TracedAtomicInt("counter", 0);
      List<String> order = new ArrayList<>();
      TracedThread.Body twice =
          () -> {
            for (int i = 0; i < 2; i++) {
              counter.incrementAndGet();
              order.add(TracedThread.currentName());
            }
          };
      TracedThread a = TracedThread.platform("a", twice).priority(first).start();
      TracedThread b = TracedThread.platform("b", twice).priority(second).start();
      a.join();
      b.join();
      return outcome(String.join("", order), order.equals(List.of("b", "b", "a", "a")));
    };
  }

  private static Report explore(Program program, Method method) throws InterruptedException {
    return new Exploration(program, method, Settings.DEFAULT, 1)
        .explore(Unhurried.bounds(100_000), progress -> {});
  }

  @ParameterizedTest
  @EnumSource(
      value = Method.class,
      names = {"CLASSES", "STATES", "INTERLEAVINGS", "AUTO"})
  void whoHasMoreGoesFirst(Method method) throws InterruptedException {
    Report report = explore(counting(2, 4), method);
    assertThat(report.exhaustive()).isTrue();
    assertThat(report.outcomes()).extracting(Report.Row::value).containsExactly("bbaa");
    assertThat(report.minimal()).isNull();
  }

  @ParameterizedTest
  @EnumSource(
      value = Method.class,
      names = {"CLASSES", "STATES", "INTERLEAVINGS", "AUTO"})
  void whoHasAsMuchTakesTurnsInAnyOrder(Method method) throws InterruptedException {
    Report report = explore(counting(2, 2), method);
    assertThat(report.exhaustive()).isTrue();
    assertThat(report.outcomes())
        .extracting(Report.Row::value)
        .containsExactlyInAnyOrder("aabb", "abab", "abba", "baab", "baba", "bbaa");
  }

  @Test
  void everyStrategyKeepsToIt() {
    for (Strategies strategy : Strategies.values()) {
      for (int seed = 1; seed <= 5; seed++) {
        ControlledRun run =
            ControlledRun.start(
                counting(2, 4), Plan.by(strategy, seed), Runs.LIMITS, new Runs.Collector());
        Outcome outcome = run.end().join().outcome();
        assertThat(outcome).as("%s %d", strategy, seed).isNotNull();
        assertThat(outcome.value()).isEqualTo("bbaa");
      }
    }
  }

  /** Low has the lock, high wants it, and medium has other things to do. */
  private static Program inversion(boolean inheriting) {
    return () -> {
      TracedReentrantLock outer =
          inheriting ? TracedReentrantLock.inheriting("outer") : new TracedReentrantLock("outer");
      TracedReentrantLock lock =
          inheriting ? TracedReentrantLock.inheriting("lock") : new TracedReentrantLock("lock");
      TracedLatch taken = new TracedLatch("taken", 1);
      TracedAtomicInt done = new TracedAtomicInt("done", 0);
      int[] before = {0};
      TracedThread lowest =
          TracedThread.platform(
                  "lowest",
                  () -> {
                    lock.lock();
                    taken.countDown();
                    lock.unlock();
                  })
              .priority(1);
      TracedThread low =
          TracedThread.platform(
                  "low",
                  () -> {
                    outer.lock();
                    lowest.start();
                    taken.await();
                    lock.lock();
                    lock.unlock();
                    outer.unlock();
                  })
              .priority(2)
              .start();
      TracedThread medium =
          TracedThread.platform(
                  "medium",
                  () -> {
                    taken.await();
                    for (int i = 0; i < 3; i++) {
                      done.incrementAndGet();
                    }
                  })
              .priority(6)
              .start();
      TracedThread high =
          TracedThread.platform(
                  "high",
                  () -> {
                    taken.await();
                    outer.lock();
                    before[0] = done.get();
                    outer.unlock();
                  })
              .priority(9)
              .start();
      low.join();
      lowest.join();
      medium.join();
      high.join();
      return outcome(before[0], before[0] == 0);
    };
  }

  @Test
  void highWaitsForMediumUnlessItsPriorityIsInherited() throws InterruptedException {
    Report plain = explore(inversion(false), Method.AUTO);
    assertThat(plain.exhaustive()).isTrue();
    assertThat(plain.outcomes()).extracting(Report.Row::value).containsExactly("3");
    assertThat(plain.minimal()).isNotNull();

    Report inheriting = explore(inversion(true), Method.AUTO);
    assertThat(inheriting.exhaustive()).isTrue();
    assertThat(inheriting.outcomes()).extracting(Report.Row::value).containsExactly("0");
  }

  @Test
  void aCircleOfInheritanceIsADeadlockAndNoMore() {
    Program circle =
        () -> {
          TracedReentrantLock one = TracedReentrantLock.inheriting("one");
          TracedReentrantLock two = TracedReentrantLock.inheriting("two");
          TracedLatch both = new TracedLatch("both", 2);
          List<TracedThread> threads = new ArrayList<>();
          for (int i = 0; i < 2; i++) {
            TracedReentrantLock mine = i == 0 ? one : two;
            TracedReentrantLock other = i == 0 ? two : one;
            threads.add(
                TracedThread.platform(
                        "thread " + i,
                        () -> {
                          mine.lock();
                          both.countDown();
                          both.await();
                          other.lock();
                        })
                    .priority(3 + i)
                    .start());
          }
          for (TracedThread thread : threads) {
            thread.join();
          }
          return outcome("", true);
        };
    ControlledRun run =
        ControlledRun.start(
            circle, Plan.by(Strategies.RANDOM, 1), Runs.LIMITS, new Runs.Collector());
    assertThat(run.end().join().status()).isEqualTo(Status.DEADLOCKED);
  }

  @Test
  void whoeverIsTheSchedulerIsNotOfferedTheLower() throws InterruptedException {
    Stepper stepper = new Stepper(counting(2, 2), Settings.DEFAULT, Limits.DEFAULT);
    Position position = stepper.at(Schedule.EMPTY);
    while (position.choices().size() == 1) {
      position = stepper.at(position.schedule().then(1, 0));
    }
    assertThat(position.choices()).extracting(Position.Choice::name).containsExactly("a", "b");

    Stepper lower = new Stepper(counting(2, 4), Settings.DEFAULT, Limits.DEFAULT);
    Position after = lower.at(position.schedule());
    assertThat(after.choices()).extracting(Position.Choice::name).containsExactly("b");
    assertThat(after.waiting())
        .extracting(each -> each.text().en())
        .contains("could go on, but a thread of higher priority can too");
    assertThatThrownBy(() -> lower.at(after.schedule().then(2, 0)))
        .isInstanceOf(ImpossibleStep.class);
  }

  @Test
  void thereAreTen() {
    Runs.Ended run =
        Runs.run(
            () -> {
              TracedThread thread = TracedThread.platform("thread", () -> {});
              assertThatThrownBy(() -> thread.priority(11))
                  .isInstanceOf(IllegalArgumentException.class)
                  .hasMessage("a priority is 1 to 10, not 11");
              thread.priority(10).start().join();
            });
    assertThat(run.end().status()).isEqualTo(Status.COMPLETED);
  }
}
