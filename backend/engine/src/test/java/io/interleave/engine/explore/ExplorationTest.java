package io.interleave.engine.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.interleave.engine.Unhurried;
import io.interleave.engine.event.Outcome;
import io.interleave.engine.primitive.SharedInt;
import io.interleave.engine.primitive.TracedReentrantLock;
import io.interleave.engine.primitive.TracedThread;
import io.interleave.engine.run.Program;
import io.interleave.engine.schedule.Settings;
import io.interleave.engine.schedule.Settings.MemoryModel;
import io.interleave.engine.schedule.StalledException;
import io.interleave.testing.Nightly;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExplorationTest {

  private static final Bounds ENOUGH = Unhurried.bounds(1_000_000);

  private static Exploration exploration(Program program, Method method) {
    return new Exploration(program, method, Settings.DEFAULT, 1);
  }

  private static String withoutShare(Report.Row row) {
    return "%s %s %d %s".formatted(row.value(), row.grade(), row.classes(), row.schedule());
  }

  /** In small pieces, the same comes out as in one go. */
  @ParameterizedTest
  @EnumSource(names = {"CLASSES", "STATES", "INTERLEAVINGS"})
  void itGoesOnWhereItStopped(Method method) throws InterruptedException {
    Program program = StandardPrograms.lostUpdate(2, 3);
    Report whole = exploration(program, method).explore(ENOUGH, progress -> {});
    Exploration inPieces = exploration(program, method);

    int pieces = 0;
    Report report = inPieces.report();
    while (!report.exhaustive()) {
      report = inPieces.explore(Unhurried.bounds(100), progress -> {});
      pieces++;
      assertThat(report.executions()).isLessThanOrEqualTo(100L * pieces);
    }

    assertThat(pieces).isGreaterThan(1);
    assertThat(report.executions()).isEqualTo(whole.executions());
    assertThat(report.classes()).isEqualTo(whole.classes());
    assertThat(report.redundant()).isEqualTo(whole.redundant());
    assertThat(report.states()).isEqualTo(whole.states());
    assertThat(report.interleavings()).isEqualTo(whole.interleavings());
    assertThat(report.outcomes().stream().map(ExplorationTest::withoutShare).toList())
        .isEqualTo(whole.outcomes().stream().map(ExplorationTest::withoutShare).toList());
  }

  @Test
  void itCanBeCancelled() throws Exception {
    Exploration exploration = exploration(StandardPrograms.lostUpdate(4, 3), Method.CLASSES);
    List<Report> reports = new ArrayList<>();
    Report report =
        exploration.explore(
            ENOUGH,
            progress -> {
              reports.add(progress);
              exploration.cancel();
            });

    assertThat(report.exhaustive()).isFalse();
    assertThat(reports).isNotEmpty();
    assertThat(report.executions()).as("far from all").isLessThan(ENOUGH.executions());
  }

  @Test
  void itStopsInTime() throws InterruptedException {
    Report report =
        exploration(StandardPrograms.lostUpdate(4, 3), Method.CLASSES)
            .explore(new Bounds(Long.MAX_VALUE, Duration.ofMillis(100)), progress -> {});

    assertThat(report.exhaustive()).isFalse();
    assertThat(report.classes()).isPositive();
  }

  /** Half of the outcomes are decided by something that no scheduler sees. */
  @Test
  void sharingOutsideThePrimitivesIsSaid() throws InterruptedException {
    Program program =
        () -> {
          SharedInt x = SharedInt.plain("x", 0);
          SharedInt y = SharedInt.plain("y", 0);
          int[] hidden = {0};
          TracedThread one =
              TracedThread.platform(
                      "one",
                      () -> {
                        x.set(1);
                        hidden[0] = 1;
                      })
                  .start();
          TracedThread two =
              TracedThread.platform(
                      "two",
                      () -> {
                        y.set(1);
                        hidden[0] = 2;
                      })
                  .start();
          one.join();
          two.join();
          return new Outcome(String.valueOf(hidden[0]), true, "");
        };

    Report report = exploration(program, Method.CLASSES).explore(ENOUGH, progress -> {});

    assertThat(report.exhaustive()).isFalse();
    assertThat(Objects.requireNonNull(report.caveat()).en())
        .contains("share something outside the primitives");
  }

  @Test
  void sharesAddUpToOne() throws InterruptedException {
    Report report =
        exploration(StandardPrograms.lostUpdate(2, 1), Method.AUTO).explore(ENOUGH, progress -> {});

    assertThat(report.caveat()).isNull();
    assertThat(report.outcomes().stream().mapToDouble(Report.Row::share).sum())
        .isBetween(0.999, 1.001);
    assertThat(report.outcomes().getFirst().grade()).isEqualTo(Grade.FORBIDDEN);
  }

  /** Who gave up, or tried again, on the way to the goal is worth a look. */
  @Test
  void gradesTellWhoStruggled() throws InterruptedException {
    Program program =
        () -> {
          TracedReentrantLock lock = new TracedReentrantLock("lock");
          TracedThread other =
              TracedThread.platform(
                      "other",
                      () -> {
                        if (lock.tryLock()) {
                          lock.unlock();
                        }
                      })
                  .start();
          lock.lock();
          lock.unlock();
          other.join();
          return new Outcome("done", true, "");
        };

    Report report = exploration(program, Method.CLASSES).explore(ENOUGH, progress -> {});

    assertThat(report.outcomes())
        .extracting(Report.Row::grade)
        .containsExactlyInAnyOrder(Grade.ACCEPTABLE, Grade.INTERESTING);
  }

  /** Two threads that try again and again: cut where one failed too often, and that is said. */
  @Test
  void whatRetriesForEverIsCut() throws InterruptedException {
    Program program =
        () -> {
          TracedReentrantLock lock = new TracedReentrantLock("lock");
          SharedInt seen = SharedInt.plain("seen", 0);
          TracedThread trying =
              TracedThread.platform(
                      "trying",
                      () -> {
                        int times = 0;
                        while (!lock.tryLock()) {
                          seen.set(++times);
                        }
                        lock.unlock();
                      })
                  .start();
          lock.lock();
          lock.unlock();
          trying.join();
          return new Outcome("done", true, "");
        };

    Report report =
        new Exploration(program, Method.CLASSES, Settings.DEFAULT.withRetries(2), 1)
            .explore(ENOUGH, progress -> {});

    assertThat(report.exhaustive()).as("what was cut was not tried").isFalse();
    assertThat(report.cut()).isPositive();
    assertThat(Objects.requireNonNull(report.caveat()).en())
        .startsWith(
            "What comes after 2 failed attempts of a thread, or after 100000 steps, was not tried");
    assertThat(report.outcomes()).extracting(Report.Row::value).containsOnly("done");
  }

  @Test
  void whatNoSchedulerSeesIsNamed() {
    Program program =
        () -> {
          LockSupport.park();
          return new Outcome("", true, "");
        };

    assertThatExceptionOfType(StalledException.class)
        .isThrownBy(() -> exploration(program, Method.CLASSES).explore(ENOUGH, progress -> {}))
        .withMessageContaining("'main' waits outside the instrumented primitives");
  }

  @Test
  void statesKnowNoModelledMemory() {
    Settings java = Settings.DEFAULT.withMemory(MemoryModel.JAVA);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Exploration(StandardPrograms.readers(1), Method.STATES, java, 1));
  }

  @Test
  void theFirstBugTakesFewExecutions() throws InterruptedException {
    Report report =
        exploration(StandardPrograms.lostUpdate(2, 1), Method.SEARCH)
            .explore(Unhurried.bounds(20), progress -> {});

    assertThat(report.failed()).isTrue();
  }

  /** Warm, the first bug of a small program takes less than a tenth of a second: ten times that. */
  @Test
  void theFirstBugIsFoundSoon() throws InterruptedException {
    assertThat(firstBug()).isLessThan(Duration.ofSeconds(1));
  }

  @Nightly
  @Test
  void theFirstBugIsFoundAtOnce() throws InterruptedException {
    assertThat(firstBug()).isLessThan(Duration.ofMillis(100));
  }

  /** How long it takes, warm: the best of ten. */
  private static Duration firstBug() throws InterruptedException {
    Program program = StandardPrograms.lostUpdate(2, 1);
    for (int i = 0; i < 50; i++) {
      exploration(program, Method.SEARCH).explore(Bounds.DEFAULT, progress -> {});
    }
    Duration best = Duration.ofDays(1);
    for (int i = 0; i < 10; i++) {
      Report report = exploration(program, Method.SEARCH).explore(Bounds.DEFAULT, progress -> {});
      assertThat(report.failed()).isTrue();
      best = report.elapsed().compareTo(best) < 0 ? report.elapsed() : best;
    }
    return best;
  }
}
