package io.interleave.engine.primitive;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.ControlledRuns;
import io.interleave.engine.Runs;
import io.interleave.engine.event.Outcome;
import io.interleave.engine.explore.Bounds;
import io.interleave.engine.explore.Exploration;
import io.interleave.engine.explore.Method;
import io.interleave.engine.explore.Report;
import io.interleave.engine.run.Plan;
import io.interleave.engine.run.Program;
import io.interleave.engine.run.Status;
import io.interleave.engine.schedule.Driver;
import io.interleave.engine.schedule.Settings;
import io.interleave.engine.schedule.Strategies;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * A thread that caught an interrupt sets its status again, however it does that, and nobody else's.
 */
class RestoredInterruptTest {

  private static Set<String> outcomes(Runs.Body restoring, Driver.Kind carrier, Tried tried)
      throws InterruptedException {
    Program program =
        () -> {
          String seen = tried.run(restoring);
          return new Outcome(seen, true, "");
        };
    Report report =
        new Exploration(program, Method.CLASSES, Settings.DEFAULT, 1, carrier)
            .explore(Bounds.DEFAULT, _ -> {});
    assertThat(report.exhaustive()).isTrue();
    return report.outcomes().stream()
        .map(Report.Row::value)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @FunctionalInterface
  private interface Tried {
    String run(Runs.Body restoring) throws Exception;
  }

  private static final List<Runs.Body> WAYS =
      List.of(() -> Thread.currentThread().interrupt(), TracedThread::interruptCurrent);

  private static String takingTwice(Runs.Body restoring) throws Exception {
    TracedQueue<Integer> queue = new TracedQueue<>("queue");
    List<String> seen = new ArrayList<>();
    TracedThread taker =
        TracedThread.platform(
                "taker",
                () -> {
                  try {
                    seen.add("first " + queue.take());
                  } catch (InterruptedException e) {
                    restore(restoring);
                  }
                  try {
                    seen.add("second " + queue.take());
                  } catch (InterruptedException e) {
                    seen.add("interrupted");
                  }
                })
            .start();
    taker.interrupt();
    taker.join();
    return seen.toString();
  }

  private static void restore(Runs.Body restoring) {
    try {
      restoring.run();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void theNextWaitEndsAtOnce() throws Exception {
    for (Runs.Body way : WAYS) {
      for (Driver.Kind carrier : Driver.Kind.values()) {
        assertThat(outcomes(way, carrier, RestoredInterruptTest::takingTwice))
            .as("%s", carrier)
            .containsExactly("[interrupted]");
      }
    }
  }

  @Test
  void inLiveRunsToo() {
    for (int i = 0; i < 20; i++) {
      Runs.Ended run =
          Runs.run(
              () ->
                  assertThat(takingTwice(() -> Thread.currentThread().interrupt()))
                      .isEqualTo("[interrupted]"));
      assertThat(run.findings()).isEmpty();
      assertThat(run.end().status()).isEqualTo(Status.COMPLETED);
    }
  }

  /** One thread ends with its status set, or goes on; another must not see it. */
  private static String neighbours(Runs.Body restoring) throws Exception {
    TracedLatch open = new TracedLatch("open", 0);
    List<String> seen = new ArrayList<>();
    TracedThread one = TracedThread.platform("one", () -> restore(restoring)).start();
    TracedThread other =
        TracedThread.platform(
                "other",
                () -> {
                  open.await();
                  seen.add("other passed");
                })
            .start();
    other.join();
    one.join();
    open.await();
    return seen + " " + one.isInterrupted();
  }

  @Test
  void nobodyElseIsInterrupted() throws Exception {
    for (Runs.Body way : WAYS) {
      for (Driver.Kind carrier : Driver.Kind.values()) {
        assertThat(outcomes(way, carrier, RestoredInterruptTest::neighbours))
            .as("%s", carrier)
            .containsExactly("[other passed] true");
      }
    }
  }

  /**
   * The status that a thread sets is there for others to see, at some moments and not at others.
   */
  private static String watched(Runs.Body restoring) throws Exception {
    TracedThread watched =
        TracedThread.platform(
                "watched",
                () -> {
                  restore(restoring);
                  boolean _ = TracedThread.interrupted();
                })
            .start();
    boolean seen = watched.isInterrupted();
    watched.join();
    return String.valueOf(seen);
  }

  @Test
  void whoLooksSeesItOrNot() throws Exception {
    for (Runs.Body way : WAYS) {
      for (Driver.Kind carrier : Driver.Kind.values()) {
        assertThat(outcomes(way, carrier, RestoredInterruptTest::watched))
            .as("%s", carrier)
            .containsExactly("false", "true");
      }
    }
  }

  /** A waiter is signalled and interrupted, in this order or the other. */
  private static String signalledAndInterrupted(boolean signalledFirst) throws Exception {
    TracedReentrantLock lock = new TracedReentrantLock("lock");
    Condition signalled = lock.newCondition("signalled");
    TracedLatch waiting = new TracedLatch("waiting", 1);
    List<String> seen = new ArrayList<>();
    TracedThread waiter =
        TracedThread.platform(
                "waiter",
                () -> {
                  lock.lock();
                  try {
                    waiting.countDown();
                    signalled.await();
                    seen.add("signalled");
                  } catch (InterruptedException e) {
                    seen.add("interrupted");
                  } finally {
                    lock.unlock();
                  }
                  seen.add(String.valueOf(TracedThread.interrupted()));
                })
            .start();
    waiting.await();
    if (!signalledFirst) {
      waiter.interrupt();
    }
    lock.lock();
    signalled.signal();
    if (signalledFirst) {
      waiter.interrupt();
    }
    lock.unlock();
    waiter.join();
    return seen.toString();
  }

  @Test
  void aSignalThatCameFirstCounts() throws Exception {
    for (Driver.Kind carrier : Driver.Kind.values()) {
      assertThat(outcomes(() -> {}, carrier, _ -> signalledAndInterrupted(true)))
          .as("%s", carrier)
          .containsExactly("[signalled, true]");
    }
    for (int i = 0; i < 20; i++) {
      Runs.Ended run =
          Runs.run(() -> assertThat(signalledAndInterrupted(true)).isEqualTo("[signalled, true]"));
      assertThat(run.end().status()).as("%s", run.end().reason()).isEqualTo(Status.COMPLETED);
    }
  }

  @Test
  void anInterruptThatCameFirstMayBeNoticedLater() throws Exception {
    for (Driver.Kind carrier : Driver.Kind.values()) {
      assertThat(outcomes(() -> {}, carrier, _ -> signalledAndInterrupted(false)))
          .as("%s", carrier)
          .containsExactly("[interrupted, false]", "[signalled, true]");
    }
  }

  @Test
  void uninterruptibleWaitsKeepTheStatus() {
    List<Runs.Body> waits =
        List.of(
            () -> {
              TracedReentrantLock lock = new TracedReentrantLock("lock");
              lock.lock();
              waitsThroughInterrupt(lock::lock, lock::unlock);
            },
            () -> {
              TracedSemaphore semaphore = new TracedSemaphore("semaphore", 0);
              waitsThroughInterrupt(semaphore::acquireUninterruptibly, semaphore::release);
            },
            () -> {
              TracedSemaphore semaphore = new TracedSemaphore("semaphore", 0);
              waitsThroughInterrupt(
                  () -> semaphore.acquireUninterruptibly(2), () -> semaphore.release(2));
            },
            () -> {
              TracedLock lock = new TracedLock("lock");
              lock.lock();
              waitsThroughInterrupt(lock::lock, lock::unlock);
            },
            () -> {
              TracedReadWriteLock lock = new TracedReadWriteLock("lock");
              lock.writeLock().lock();
              waitsThroughInterrupt(lock.readLock()::lock, lock.writeLock()::unlock);
            },
            () -> {
              TracedReadWriteLock lock = new TracedReadWriteLock("lock");
              lock.readLock().lock();
              waitsThroughInterrupt(lock.writeLock()::lock, lock.readLock()::unlock);
            },
            () -> {
              TracedStampedLock lock = new TracedStampedLock("lock");
              long stamp = lock.writeLock();
              waitsThroughInterrupt(() -> lock.readLock(), () -> lock.unlockWrite(stamp));
            },
            () -> {
              TracedStampedLock lock = new TracedStampedLock("lock");
              long stamp = lock.readLock();
              waitsThroughInterrupt(() -> lock.writeLock(), () -> lock.unlockRead(stamp));
            },
            () -> {
              TracedReentrantLock lock = new TracedReentrantLock("lock");
              Condition condition = lock.newCondition("condition");
              TracedLatch waiting = new TracedLatch("waiting", 1);
              waitsThroughInterrupt(
                  () -> {
                    lock.lock();
                    waiting.countDown();
                    condition.awaitUninterruptibly();
                    lock.unlock();
                  },
                  () -> {
                    waiting.await();
                    lock.lock();
                    condition.signal();
                    lock.unlock();
                  });
            });
    for (Runs.Body wait : waits) {
      assertThat(Runs.run(wait).end().status()).isEqualTo(Status.COMPLETED);
      for (Driver.Kind carrier : Driver.Kind.values()) {
        for (int seed = 1; seed <= 10; seed++) {
          assertThat(status(wait, carrier, seed)).isEqualTo(Status.COMPLETED);
        }
      }
    }
  }

  private static Status status(Runs.Body body, Driver.Kind carrier, int seed) {
    Plan plan = Plan.by(Strategies.RANDOM, seed);
    return ControlledRuns.run(plan, Runs.program(body), carrier).run().end().status();
  }

  private static void waitsThroughInterrupt(TracedThread.Body wait, TracedThread.Body enabling)
      throws InterruptedException {
    List<Boolean> after = new ArrayList<>();
    TracedThread thread =
        TracedThread.platform(
                "waiter",
                () -> {
                  wait.run();
                  after.add(TracedThread.interrupted());
                })
            .start();
    thread.interrupt();
    enabling.run();
    thread.join();
    assertThat(after).containsExactly(true);
  }
}
