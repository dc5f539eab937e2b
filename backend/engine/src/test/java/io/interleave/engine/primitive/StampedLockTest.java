package io.interleave.engine.primitive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.interleave.engine.ControlledRuns;
import io.interleave.engine.Runs;
import io.interleave.engine.TraceRules;
import io.interleave.engine.event.Event;
import io.interleave.engine.event.LockValue;
import io.interleave.engine.explore.Explore;
import io.interleave.engine.explore.Report;
import io.interleave.engine.run.Plan;
import io.interleave.engine.run.Status;
import io.interleave.engine.schedule.Strategies;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Reading, writing, reading without holding anything, and turning one into another. */
class StampedLockTest {

  /** The same in a live run, and in a controlled one. */
  private static List<Runs.Ended> both(Runs.Body body) {
    List<Runs.Ended> runs =
        List.of(Runs.run(body), ControlledRuns.run(Plan.by(Strategies.RANDOM, 1), body).run());
    for (Runs.Ended run : runs) {
      assertThat(run.end().status())
          .as(String.valueOf(run.end().reason()))
          .isEqualTo(Status.COMPLETED);
      TraceRules.check(run.trace());
    }
    return runs;
  }

  private static List<String> locking(Runs.Ended run) {
    return run.events().stream()
        .filter(event -> event.kind().word().startsWith("lock."))
        .map(StampedLockTest::describe)
        .toList();
  }

  private static String describe(Event event) {
    LockValue value = LockValue.unpack(event.value());
    return "%s %s %d".formatted(event.kind().word(), value.read() ? "r" : "w", value.holds());
  }

  @Test
  void whatIsHeldIsInTheTraceAndAnOptimisticReadIsNot() {
    for (Runs.Ended run :
        both(
            () -> {
              TracedStampedLock lock = new TracedStampedLock("lock");
              long first = lock.readLock();
              long second = lock.tryReadLock();
              lock.unlockRead(first);
              assertThat(lock.tryWriteLock()).isZero();
              lock.unlock(second);
              long write = lock.writeLock();
              assertThat(lock.tryOptimisticRead()).isZero();
              assertThat(lock.isWriteLocked()).isTrue();
              lock.unlockWrite(write);
              assertThat(lock.validate(lock.tryOptimisticRead())).isTrue();
              assertThat(lock.isReadLocked()).isFalse();
            })) {
      assertThat(locking(run))
          .containsExactly(
              "lock.request r 0",
              "lock.acquire r 1",
              "lock.request r 1",
              "lock.acquire r 2",
              "lock.release r 1",
              "lock.request w 0",
              "lock.fail w 0",
              "lock.release r 0",
              "lock.request w 0",
              "lock.acquire w 1",
              "lock.release w 0");
    }
  }

  @Test
  void aValidationFailsOnceSomebodyHasWritten() {
    for (Runs.Ended run :
        both(
            () -> {
              TracedStampedLock lock = new TracedStampedLock("lock");
              long seen = lock.tryOptimisticRead();
              assertThat(lock.validate(seen)).isTrue();
              lock.unlockWrite(lock.writeLock());
              assertThat(lock.validate(seen)).isFalse();
              assertThat(lock.validate(0)).isFalse();
            })) {
      assertThat(locking(run)).endsWith("lock.request r 0", "lock.fail r 0");
      assertThat(run.words().stream().filter("lock.fail"::equals)).hasSize(2);
    }
  }

  @Test
  void oneIsTurnedIntoAnother() {
    for (Runs.Ended run :
        both(
            () -> {
              TracedStampedLock lock = new TracedStampedLock("lock");
              long read = lock.tryConvertToReadLock(lock.tryOptimisticRead());
              assertThat(lock.tryConvertToReadLock(read)).isEqualTo(read);
              long write = lock.tryConvertToWriteLock(read);
              assertThat(lock.tryConvertToWriteLock(write)).isEqualTo(write);
              long again = lock.tryConvertToReadLock(write);
              long other = lock.readLock();
              assertThat(lock.tryConvertToWriteLock(again)).isZero();
              lock.unlockRead(other);
              long seen = lock.tryConvertToOptimisticRead(again);
              assertThat(lock.validate(seen)).isTrue();
              lock.unlockWrite(lock.tryConvertToWriteLock(seen));
              assertThat(lock.tryConvertToWriteLock(seen)).isZero();
              assertThat(lock.tryConvertToOptimisticRead(seen)).isZero();
            })) {
      assertThat(locking(run))
          .containsExactly(
              "lock.request r 0",
              "lock.acquire r 1",
              "lock.release r 0",
              "lock.request w 0",
              "lock.acquire w 1",
              "lock.release w 0",
              "lock.request r 0",
              "lock.acquire r 1",
              "lock.request r 1",
              "lock.acquire r 2",
              "lock.request w 0",
              "lock.fail w 0",
              "lock.release r 1",
              "lock.release r 0",
              "lock.request w 0",
              "lock.acquire w 1",
              "lock.release w 0",
              "lock.request w 0",
              "lock.fail w 0",
              "lock.request r 0",
              "lock.fail r 0");
    }
  }

  @Test
  void whoGotAStampGivesItBack() {
    both(
        () -> {
          TracedStampedLock lock = new TracedStampedLock("lock");
          long stamp = lock.writeLock();
          TracedThread.platform(
                  "other",
                  () ->
                      assertThatThrownBy(() -> lock.unlockWrite(stamp))
                          .isInstanceOf(IllegalMonitorStateException.class)
                          .hasMessageContaining("thread other has no stamp"))
              .start()
              .join();
          lock.unlockWrite(stamp);
          assertThatThrownBy(() -> lock.unlock(stamp))
              .isInstanceOf(IllegalMonitorStateException.class);
          assertThatThrownBy(lock::asReadLock).isInstanceOf(UnsupportedOperationException.class);
        });
  }

  @RepeatedTest(3)
  void atFullSpeed() {
    Runs.Ended run =
        Runs.run(
            () -> {
              TracedStampedLock lock = new TracedStampedLock("lock");
              SharedInt counter = SharedInt.plain("counter", 0);
              List<TracedThread> threads = new ArrayList<>();
              for (int i = 1; i <= 4; i++) {
                threads.add(
                    TracedThread.platform("worker " + i, () -> mixed(lock, counter)).start());
              }
              for (TracedThread thread : threads) {
                thread.join();
              }
            });
    assertThat(run.end().status()).isEqualTo(Status.COMPLETED);
    TraceRules.check(run.trace());
    assertThat(run.findings()).isEmpty();
  }

  private static void mixed(TracedStampedLock lock, SharedInt counter) throws InterruptedException {
    for (int i = 0; i < 500; i++) {
      switch (i % 4) {
        case 0 -> {
          long stamp = lock.writeLock();
          counter.set(counter.get() + 1);
          long read = lock.tryConvertToReadLock(stamp);
          counter.get();
          lock.unlockRead(read);
        }
        case 1 -> {
          long stamp = lock.readLock();
          int seen = counter.get();
          long write = lock.tryConvertToWriteLock(stamp);
          if (write != 0) {
            counter.set(seen + 1);
          }
          lock.unlock(write == 0 ? stamp : write);
        }
        case 2 -> {
          long stamp = lock.tryReadLock(50, TimeUnit.MICROSECONDS);
          if (stamp != 0) {
            lock.unlock(stamp);
          }
        }
        default -> {
          long seen = lock.tryOptimisticRead();
          if (!lock.validate(seen)) {
            lock.unlockRead(lock.readLock());
          }
        }
      }
    }
  }

  private static int readWhileWritten(boolean validating) throws InterruptedException {
    TracedStampedLock lock = new TracedStampedLock("lock");
    SharedInt x = SharedInt.volatileInt("x", 0);
    SharedInt y = SharedInt.volatileInt("y", 0);
    TracedThread writer =
        TracedThread.platform(
                "writer",
                () -> {
                  long stamp = lock.writeLock();
                  x.set(1);
                  y.set(1);
                  lock.unlockWrite(stamp);
                })
            .start();
    long stamp = lock.tryOptimisticRead();
    int difference = x.get() - y.get();
    if (validating && !lock.validate(stamp)) {
      stamp = lock.readLock();
      difference = x.get() - y.get();
      lock.unlockRead(stamp);
    }
    writer.join();
    return difference;
  }

  @Test
  void noScheduleGetsATornReadPastAValidation() throws Exception {
    Report torn =
        Explore.program(() -> readWhileWritten(false))
            .expecting(difference -> difference == 0)
            .exhaustively()
            .run();
    assertThat(torn.failed()).isTrue();

    Report whole =
        Explore.program(() -> readWhileWritten(true))
            .expecting(difference -> difference == 0)
            .exhaustively()
            .check();
    assertThat(whole.exhaustive()).isTrue();
  }
}
