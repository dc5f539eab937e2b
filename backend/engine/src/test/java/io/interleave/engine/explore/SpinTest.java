package io.interleave.engine.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.interleave.engine.Unhurried;
import io.interleave.engine.event.Outcome;
import io.interleave.engine.primitive.SharedInt;
import io.interleave.engine.primitive.TracedReentrantLock;
import io.interleave.engine.primitive.TracedThread;
import io.interleave.engine.schedule.Settings;
import io.interleave.engine.schedule.Settings.MemoryModel;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Threads that look again and again: right ones are proved, endless ones are failures. */
class SpinTest {

  @TempDir private Path traces;

  private <T> Explore<T> exploring(Explore.Body<T> program) {
    return Explore.program(program)
        .within(Unhurried.bounds(100_000))
        .exhaustively()
        .tracesIn(traces);
  }

  private static void spin(SharedInt flag, int unwanted) {
    while (flag.get() == unwanted) {
      Thread.onSpinWait();
    }
  }

  private static int waitForFlag() throws InterruptedException {
    SharedInt flag = SharedInt.volatileInt("f", 0);
    TracedThread waiting = TracedThread.platform("w", () -> spin(flag, 0)).start();
    flag.set(1);
    waiting.join();
    return flag.get();
  }

  @Test
  void aRightSpinWaitIsProved() throws Exception {
    Report report = exploring(SpinTest::waitForFlag).expecting(value -> value == 1).check();

    assertThat(report.exhaustive()).isTrue();
    assertThat(report.cut()).isZero();
  }

  @ParameterizedTest
  @EnumSource(names = {"SEARCH", "CLASSES", "STATES", "INTERLEAVINGS"})
  void aFlagThatNobodySetsIsAFailure(Method method) {
    assertThatThrownBy(
            () ->
                exploring(
                        () -> {
                          SharedInt flag = SharedInt.volatileInt("f", 0);
                          spin(flag, 0);
                          return 0;
                        })
                    .by(method)
                    .check())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("main goes round for ever (reads 'f')");
  }

  @Test
  void twoThatWaitForEachOtherAreNamed() {
    assertThatThrownBy(
            () ->
                exploring(
                        () -> {
                          SharedInt mine = SharedInt.volatileInt("mine", 0);
                          SharedInt yours = SharedInt.volatileInt("yours", 0);
                          TracedThread other =
                              TracedThread.platform(
                                      "other",
                                      () -> {
                                        spin(mine, 0);
                                        yours.set(1);
                                      })
                                  .start();
                          spin(yours, 0);
                          mine.set(1);
                          other.join();
                          return 0;
                        })
                    .check())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("main goes round for ever (reads 'yours')")
        .hasMessageContaining("other goes round for ever (reads 'mine')");
  }

  /** The lock of Peterson, 1981: two objects are looked at in each round. */
  private static int peterson(boolean right) throws InterruptedException {
    SharedInt[] wants = {SharedInt.volatileInt("wants 0", 0), SharedInt.volatileInt("wants 1", 0)};
    SharedInt turn = SharedInt.volatileInt("turn", 0);
    SharedInt counter = SharedInt.plain("counter", 0);
    TracedThread other =
        TracedThread.platform("other", () -> enter(wants, turn, counter, 1, right)).start();
    enter(wants, turn, counter, 0, right);
    other.join();
    return counter.get();
  }

  private static void enter(
      SharedInt[] wants, SharedInt turn, SharedInt counter, int me, boolean right) {
    if (right) {
      wants[me].set(1);
    }
    turn.set(1 - me);
    while (wants[1 - me].get() == 1 && turn.get() == 1 - me) {
      Thread.onSpinWait();
    }
    counter.set(counter.get() + 1);
    wants[me].set(0);
  }

  @Test
  void petersonsLockIsProved() throws Exception {
    Report report = exploring(() -> peterson(true)).expecting(total -> total == 2).check();

    assertThat(report.exhaustive()).isTrue();
    assertThat(report.outcomes()).extracting(Report.Row::value).containsExactly("2");
  }

  @Test
  void petersonsLockWithoutTheWishFails() {
    assertThatThrownBy(
            () -> exploring(() -> peterson(false)).expecting(total -> total == 2).check())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("The result was 1.");
  }

  /** Counting its rounds, it gives up: no execution may be lost in which it does. */
  @Test
  void oneThatCountsItsRoundsGivesUp() throws Exception {
    Report report =
        exploring(
                () -> {
                  SharedInt flag = SharedInt.volatileInt("f", 0);
                  TracedThread setter = TracedThread.platform("setter", () -> flag.set(1)).start();
                  int seen = 0;
                  for (int i = 0; i < 6 && seen == 0; i++) {
                    seen = flag.get();
                  }
                  setter.join();
                  return seen == 1 ? "seen" : "given up";
                })
            .check();

    assertThat(report.exhaustive()).isTrue();
    assertThat(report.outcomes())
        .extracting(Report.Row::value)
        .containsExactlyInAnyOrder("seen", "given up");
  }

  @Test
  void oneThatLooksThousandsOfTimesAndThenThrowsFails() {
    assertThatThrownBy(
            () ->
                exploring(
                        () -> {
                          SharedInt flag = SharedInt.volatileInt("f", 0);
                          TracedThread setter =
                              TracedThread.platform("setter", () -> flag.set(1)).start();
                          for (int i = 0; flag.get() == 0; i++) {
                            if (i == 5_000) {
                              throw new IllegalStateException("given up");
                            }
                          }
                          setter.join();
                          return 0;
                        })
                    .check())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("The program threw java.lang.IllegalStateException: given up");
  }

  /** To ask for one's interrupt status clears it, but where it is not set that changes nothing. */
  @Test
  void oneThatAsksForItsInterruptIsProved() throws Exception {
    Report report =
        exploring(
                () -> {
                  TracedThread waiting =
                      TracedThread.platform(
                              "w",
                              () -> {
                                while (!TracedThread.interrupted()) {
                                  Thread.onSpinWait();
                                }
                              })
                          .start();
                  waiting.interrupt();
                  waiting.join();
                  return 0;
                })
            .check();

    assertThat(report.exhaustive()).isTrue();
    assertThat(report.classes()).isLessThan(10);
  }

  @Test
  void aLockTriedAgainAndAgainIsTaken() throws Exception {
    Report report =
        exploring(
                () -> {
                  TracedReentrantLock lock = new TracedReentrantLock("lock");
                  TracedThread trying =
                      TracedThread.platform(
                              "trying",
                              () -> {
                                while (!lock.tryLock()) {
                                  Thread.onSpinWait();
                                }
                                lock.unlock();
                              })
                          .start();
                  lock.lock();
                  lock.unlock();
                  trying.join();
                  return "done";
                })
            .check();

    assertThat(report.exhaustive()).isTrue();
    assertThat(report.cut()).isZero();
  }

  /** A plain flag need never be seen: the compiler may read it once. */
  @Test
  void aPlainFlagMayNeverBeSeen() {
    assertThatThrownBy(
            () ->
                exploring(
                        () -> {
                          SharedInt flag = SharedInt.plain("f", 0);
                          TracedThread waiting =
                              TracedThread.platform("w", () -> spin(flag, 0)).start();
                          flag.set(1);
                          waiting.join();
                          return flag.get();
                        })
                    .with(Settings.DEFAULT.withMemory(MemoryModel.JAVA))
                    .check())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("w goes round for ever (reads 'f')");
  }

  /** Both give back what they have and try again, in step with each other. */
  @Test
  void politeThreadsKeepEachOtherFromGoingOn() {
    assertThatThrownBy(
            () ->
                exploring(
                        () -> {
                          TracedReentrantLock one = new TracedReentrantLock("one");
                          TracedReentrantLock two = new TracedReentrantLock("two");
                          TracedThread other =
                              TracedThread.platform("other", () -> both(two, one)).start();
                          both(one, two);
                          other.join();
                          return 0;
                        })
                    .check())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("keep each other from going on for ever")
        .hasMessageContaining("this repeats for ever");
  }

  /** What is cut because it takes long repeats itself only as far as it is not looked at. */
  @Test
  void twoThatCountForLongAreNoLivelock() {
    assertThatThrownBy(
            () ->
                exploring(
                        () -> {
                          SharedInt counter = SharedInt.volatileInt("counter", 0);
                          TracedThread.Body counting =
                              () -> {
                                for (int i = 0; i < 2_000; i++) {
                                  counter.set(counter.get() + 1);
                                }
                              };
                          TracedThread other = TracedThread.platform("other", counting).start();
                          counting.run();
                          other.join();
                          return 0;
                        })
                    .with(Settings.DEFAULT.withSteps(1_000))
                    .within(Unhurried.bounds(20))
                    .check())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("Not everything was tried");
  }

  /** A livelock that was found stays as it was told when the exploration goes on. */
  @Test
  void aLivelockIsStillThereWhenTheExplorationGoesOn() throws Exception {
    Exploration exploration =
        new Exploration(
            () -> {
              TracedReentrantLock one = new TracedReentrantLock("one");
              TracedReentrantLock two = new TracedReentrantLock("two");
              TracedThread other = TracedThread.platform("other", () -> both(two, one)).start();
              both(one, two);
              other.join();
              return new Outcome("done", true, "");
            },
            Method.CLASSES,
            Settings.DEFAULT.withRetries(2).withSteps(5_000),
            1);
    Report.Minimal first = exploration.explore(Unhurried.bounds(500), progress -> {}).minimal();
    Report.Minimal second = exploration.explore(Unhurried.bounds(500), progress -> {}).minimal();

    assertThat(first).isNotNull();
    assertThat(second).isEqualTo(first);
  }

  private static void both(TracedReentrantLock first, TracedReentrantLock second) {
    while (true) {
      first.lock();
      if (second.tryLock()) {
        second.unlock();
        first.unlock();
        return;
      }
      first.unlock();
    }
  }
}
