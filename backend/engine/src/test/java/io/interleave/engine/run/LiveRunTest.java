package io.interleave.engine.run;

import static io.interleave.engine.Translations.english;
import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.ControlledRuns;
import io.interleave.engine.JvmDeadlocks;
import io.interleave.engine.NoThreadIsLeft;
import io.interleave.engine.RandomTraces;
import io.interleave.engine.Runs;
import io.interleave.engine.TraceRules;
import io.interleave.engine.event.Finding;
import io.interleave.engine.event.Kind;
import io.interleave.engine.primitive.Activity;
import io.interleave.engine.primitive.SharedInt;
import io.interleave.engine.primitive.TracedExecutor;
import io.interleave.engine.primitive.TracedLatch;
import io.interleave.engine.primitive.TracedLock;
import io.interleave.engine.primitive.TracedQueue;
import io.interleave.engine.primitive.TracedReentrantLock;
import io.interleave.engine.primitive.TracedSemaphore;
import io.interleave.engine.primitive.TracedThread;
import io.interleave.engine.schedule.Strategies;
import io.interleave.testing.Nightly;
import io.interleave.testing.Seeds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every way in which a run can end; none leaves a thread behind. */
@ExtendWith(NoThreadIsLeft.class)
class LiveRunTest {

  /** Both have their first lock before either asks for its second. */
  private static void abba(String alices, String bobs) throws InterruptedException {
    TracedReentrantLock a = new TracedReentrantLock("A");
    TracedReentrantLock b = new TracedReentrantLock("B");
    TracedLatch both = new TracedLatch("both", 2);
    TracedThread alice = TracedThread.platform(alices, () -> inOrder(a, b, both)).start();
    TracedThread bob = TracedThread.platform(bobs, () -> inOrder(b, a, both)).start();
    alice.join();
    bob.join();
  }

  private static void inOrder(
      TracedReentrantLock first, TracedReentrantLock second, TracedLatch both)
      throws InterruptedException {
    first.lock();
    try {
      both.countDown();
      both.await();
      second.lock();
      second.unlock();
    } finally {
      first.unlock();
    }
  }

  @Test
  void completes() {
    Runs.Ended run = Runs.run(() -> Activity.note("hello"));
    assertThat(run.end().status()).isEqualTo(Status.COMPLETED);
    assertThat(run.words()).containsExactly("thread.start", "note", "thread.end");
  }

  @Test
  void deadlockIsFoundAndStands() {
    Runs.Ended run = Runs.run(() -> abba("Alice", "Bob"));
    assertThat(run.end().status()).isEqualTo(Status.DEADLOCKED);
    assertThat(run.findings()).hasSize(1);
    assertThat(run.findings().getFirst().type()).isEqualTo("deadlock");
    assertThat(run.findings().getFirst().threads()).containsExactlyInAnyOrder(2, 3);
    assertThat(run.findings().getFirst().message().en())
        .contains("Alice waits for 'B', which Bob holds.");
    // The lanes stand: the last thing that each of the two did is to ask.
    TraceRules.check(run.trace());
    for (int thread : List.of(2, 3)) {
      assertThat(
              run.events().stream()
                  .filter(event -> event.thread() == thread)
                  .toList()
                  .getLast()
                  .kind())
          .isEqualTo(Kind.LOCK_REQUEST);
    }
  }

  @Test
  void agreesWithTheJvmOnADeadlock() {
    // The run stands still while its observer looks.
    Set<String> found = new HashSet<>();
    Runs.Collector collector =
        new Runs.Collector() {
          @Override
          public void finding(Finding finding) {
            super.finding(finding);
            found.addAll(JvmDeadlocks.awaitNamed("jvm ", 2));
          }
        };
    LiveRun run =
        LiveRun.start(Runs.program(() -> abba("jvm Alice", "jvm Bob")), Runs.LIMITS, collector);
    assertThat(Runs.await(run, collector).findings()).hasSize(1);
    assertThat(found)
        .as("the JVM's own detector")
        .containsExactlyInAnyOrder("jvm Alice", "jvm Bob");
  }

  @Test
  void selfDeadlock() {
    Runs.Ended run =
        Runs.run(
            () -> {
              TracedLock lock = new TracedLock("plain");
              lock.lock();
              lock.lock();
            });
    assertThat(run.end().status()).isEqualTo(Status.DEADLOCKED);
    assertThat(run.findings().getFirst().message().en())
        .contains("main waits for 'plain', which it holds itself");
  }

  @Test
  void stallWithoutACycle() {
    Runs.Ended run =
        Runs.run(
            () -> {
              TracedLatch never = new TracedLatch("never", 1);
              TracedThread waiter = TracedThread.platform("waiter", never::await).start();
              waiter.join();
            });
    assertThat(run.end().status()).isEqualTo(Status.DEADLOCKED);
    assertThat(run.findings().getFirst().message().en())
        .contains("waiter waits for 'never'", "main waits for the end of waiter");
  }

  /** Such as a class that the JVM loads for others, too: a busy machine takes its time for that. */
  @Test
  void whoWaitsForWhatIsNotOfTheRunDoesNotStand() {
    CountDownLatch notOfTheRun = new CountDownLatch(1);
    Thread.ofPlatform()
        .start(
            () -> {
              LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
              notOfTheRun.countDown();
            });
    Runs.Ended run =
        Runs.run(
            () -> {
              TracedThread waiter = TracedThread.platform("waiter", notOfTheRun::await).start();
              waiter.join();
            });
    assertThat(run.end().status()).isEqualTo(Status.COMPLETED);
    assertThat(run.findings()).isEmpty();
  }

  @Test
  void lostSignal() {
    Runs.Ended run =
        Runs.run(
            () -> {
              TracedReentrantLock lock = new TracedReentrantLock("lock");
              Condition ready = lock.newCondition("ready");
              lock.lock();
              ready.signal();
              ready.await();
            });
    assertThat(run.end().status()).isEqualTo(Status.DEADLOCKED);
    assertThat(run.findings().getFirst().message().en()).contains("main waits for 'ready'");
  }

  @Test
  void aSlowReleaseIsNoDeadlock() {
    slowReleases(1);
  }

  @Nightly
  @Test
  void slowReleasesAreNoDeadlocks() {
    slowReleases(20);
  }

  private static void slowReleases(int rounds) {
    for (int round = 0; round < rounds; round++) {
      Runs.Ended run =
          Runs.run(
              () -> {
                TracedReentrantLock lock = new TracedReentrantLock("lock");
                List<TracedThread> threads = new ArrayList<>();
                for (int i = 0; i < 6; i++) {
                  threads.add(
                      TracedThread.platform(
                              "t" + i,
                              () -> {
                                lock.lock();
                                Activity.work(150);
                                lock.unlock();
                              })
                          .start());
                }
                for (TracedThread thread : threads) {
                  thread.join();
                }
              });
      assertThat(run.end().status()).isEqualTo(Status.COMPLETED);
    }
  }

  @Test
  void cancelled() throws InterruptedException {
    List<Runs.Body> bodies =
        List.of(
            () -> TracedThread.sleep(60_000),
            () -> Activity.work(60_000),
            () -> Activity.io(60_000),
            () ->
                new TracedSemaphore("none", 0)
                    .tryAcquire(1, 60, java.util.concurrent.TimeUnit.SECONDS),
            () -> new TracedQueue<String>("empty").poll(60, java.util.concurrent.TimeUnit.SECONDS),
            () -> {
              SharedInt flag = SharedInt.plain("flag", 0);
              while (flag.get() == 0) {
                Thread.onSpinWait();
              }
            },
            () -> {
              TracedExecutor pool = TracedExecutor.fixed("pool", 2);
              for (int i = 0; i < 10; i++) {
                pool.execute(() -> Activity.work(60_000));
              }
              TracedThread.sleep(60_000);
            });
    for (Runs.Body body : bodies) {
      Runs.Collector collector = new Runs.Collector();
      LiveRun run = LiveRun.start(Runs.program(body), Runs.LIMITS, collector);
      Thread.sleep(60);
      run.cancel();
      run.cancel();
      Runs.Ended ended = Runs.await(run, collector);
      assertThat(ended.end().status())
          .as(String.valueOf(ended.end().reason()))
          .isEqualTo(Status.CANCELLED);
      TraceRules.check(ended.trace());
    }
  }

  @Test
  void cancelledInTheMiddleOfContention() {
    Seeds.check(
        "cancelled in the middle",
        30,
        4,
        round -> {
          Runs.Collector collector = new Runs.Collector();
          LiveRun run =
              LiveRun.start(Runs.program(LiveRunTest::everythingForEver), Runs.LIMITS, collector);
          Thread.sleep(5 + round % 7);
          run.cancel();
          Runs.Ended ended = Runs.await(run, collector);
          assertThat(ended.end().status())
              .as(String.valueOf(ended.end().reason()))
              .isEqualTo(Status.CANCELLED);
          RandomTraces.keeping(
              "cancelled in the middle",
              round,
              ended.trace(),
              () -> TraceRules.check(ended.trace()));
        });
  }

  private static void everythingForEver() throws InterruptedException {
    TracedReentrantLock lock = new TracedReentrantLock("lock");
    TracedSemaphore semaphore = new TracedSemaphore("semaphore", 2);
    TracedQueue<Integer> queue = new TracedQueue<>("queue", 2);
    SharedInt counter = SharedInt.plain("counter", 0);
    List<TracedThread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      int n = i;
      threads.add(
          TracedThread.platform(
                  "t" + i,
                  () -> {
                    while (true) {
                      lock.lock();
                      try {
                        counter.set(counter.get() + 1);
                      } finally {
                        lock.unlock();
                      }
                      semaphore.acquire();
                      semaphore.release();
                      if (n % 2 == 0) {
                        queue.put(n);
                      } else {
                        queue.take();
                      }
                    }
                  })
              .start());
    }
    for (TracedThread thread : threads) {
      thread.join();
    }
  }

  @Test
  void timesOut() {
    Limits limits = new Limits(1000, 10, Duration.ofMillis(100));
    Runs.Ended run = Runs.run(limits, () -> TracedThread.sleep(60_000));
    assertThat(run.end().status()).isEqualTo(Status.TIMED_OUT);
    assertThat(english(run.end().reason())).contains("100 ms");
  }

  @Test
  void eventCapEndsTheRunAndDropsNothingBefore() {
    Limits limits = new Limits(10_000, 10, Runs.LIMITS.maxDuration());
    Runs.Ended run = Runs.run(limits, LiveRunTest::everythingForEver);
    assertThat(run.end().status()).isEqualTo(Status.FAILED);
    assertThat(english(run.end().reason())).contains("more than 10000 events");
    assertThat(run.trace().size()).isGreaterThanOrEqualTo(8_000);
    TraceRules.check(run.trace());
  }

  @Test
  void threadCap() {
    Limits limits = new Limits(10_000, 10, Runs.LIMITS.maxDuration());
    Runs.Ended run =
        Runs.run(
            limits,
            () -> {
              for (int i = 0; i < 100; i++) {
                TracedThread.platform("t" + i, () -> TracedThread.sleep(10_000)).start();
              }
            });
    assertThat(run.end().status()).isEqualTo(Status.FAILED);
    assertThat(english(run.end().reason())).contains("more than 10 threads");
  }

  @Test
  void programThatThrows() {
    Runs.Ended run =
        Runs.run(
            () -> {
              throw new IllegalStateException("on purpose");
            });
    assertThat(run.end().status()).isEqualTo(Status.FAILED);
    assertThat(english(run.end().reason())).contains("on purpose");
  }

  @Test
  void daemonsAreCut() {
    Runs.Ended run =
        Runs.run(
            () -> {
              TracedThread daemon =
                  TracedThread.daemon("daemon", () -> TracedThread.sleep(60_000)).start();
              while (daemon.state() != Thread.State.TIMED_WAITING) {
                TracedThread.sleep(1);
              }
            });
    assertThat(run.end().status()).isEqualTo(Status.COMPLETED);
    assertThat(run.events().stream().filter(event -> event.thread() == 2).toList().getLast().kind())
        .isEqualTo(Kind.THREAD_SLEEP);
  }

  private static void waiterAndFailure() {
    TracedLatch never = new TracedLatch("config", 1);
    TracedThread.platform("w", never::await).start();
    throw new IllegalStateException("config missing");
  }

  @Test
  void mainsExceptionIsNotHiddenByAThreadThatWaits() {
    Runs.Ended live = Runs.run(LiveRunTest::waiterAndFailure);
    Runs.Ended controlled =
        ControlledRuns.run(Plan.by(Strategies.RANDOM, 1), LiveRunTest::waiterAndFailure).run();
    for (Runs.Ended run : List.of(live, controlled)) {
      assertThat(run.end().status()).isEqualTo(Status.FAILED);
      assertThat(english(run.end().reason()))
          .matches(
              "The program threw java.lang.IllegalStateException: config missing at \\w+\\.java:"
                  + "\\d+\\. Every thread waits, and none can be woken\\.");
      assertThat(run.findings())
          .anyMatch(each -> each.message().en().startsWith("w waits for 'config'."));
    }
  }
}
