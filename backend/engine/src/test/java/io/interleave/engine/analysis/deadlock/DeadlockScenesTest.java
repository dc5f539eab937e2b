package io.interleave.engine.analysis.deadlock;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.ControlledRuns;
import io.interleave.engine.JvmDeadlocks;
import io.interleave.engine.Runs;
import io.interleave.engine.Translations;
import io.interleave.engine.event.Finding;
import io.interleave.engine.event.Trace;
import io.interleave.engine.primitive.TracedExecutor;
import io.interleave.engine.primitive.TracedLatch;
import io.interleave.engine.primitive.TracedReadWriteLock;
import io.interleave.engine.primitive.TracedReentrantLock;
import io.interleave.engine.primitive.TracedSemaphore;
import io.interleave.engine.primitive.TracedStampedLock;
import io.interleave.engine.primitive.TracedThread;
import io.interleave.engine.run.LiveRun;
import io.interleave.engine.run.Plan;
import io.interleave.engine.run.Status;
import io.interleave.engine.schedule.Strategies;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import org.junit.jupiter.api.Test;

/** What is told of each way to wait for ever, and that the JVM says the same where it can. */
class DeadlockScenesTest {

  private static Runs.Ended run(Runs.Body body) {
    Runs.Ended run = ControlledRuns.run(Plan.by(Strategies.ROUND_ROBIN, 1), body).run();
    assertThat(run.end().status()).isEqualTo(Status.DEADLOCKED);
    return run;
  }

  private static Finding only(Runs.Ended run) {
    List<Finding> deadlocks =
        run.findings().stream().filter(each -> each.type().equals("deadlock")).toList();
    assertThat(deadlocks).hasSize(1);
    return deadlocks.getFirst();
  }

  private static TracedThread start(String name, TracedThread.Body body) {
    return TracedThread.platform(name, body).start();
  }

  private static void nested(Lock outer, Lock inner) {
    outer.lock();
    inner.lock();
    inner.unlock();
    outer.unlock();
  }

  @Test
  void amongSomeWhileOthersGoOn() {
    Runs.Ended run =
        run(
            () -> {
              Lock a = new TracedReentrantLock("a");
              Lock b = new TracedReentrantLock("b");
              start("Alice", () -> nested(a, b));
              start("Bob", () -> nested(b, a));
              for (int i = 0; i < 50; i++) {
                TracedThread.sleep(1);
              }
            });
    Finding finding = only(run);
    assertThat(Collections.max(finding.events())).isLessThan(run.trace().size() / 2);
    assertThat(finding.message().en())
        .isEqualTo(
            "Bob waits for 'a', which Alice holds. Alice waits for 'b', which Bob holds. None of"
                + " them can ever go on.");
    // The same in the trace's first half, which the run could have been.
    Deadlocks half = new Deadlocks(run.trace());
    List<Finding> found = new ArrayList<>();
    for (int seq = 1; seq <= run.trace().size() / 2; seq++) {
      found.addAll(half.read(seq));
    }
    assertThat(found).containsExactly(finding);
  }

  @Test
  void eachForTheOthersEnd() {
    Runs.Ended run =
        run(
            () -> {
              TracedThread[] both = new TracedThread[2];
              TracedLatch ready = new TracedLatch("ready", 1);
              both[0] = start("Alice", () -> join(ready, both, 1));
              both[1] = start("Bob", () -> join(ready, both, 0));
              ready.countDown();
              TracedThread.sleep(20);
              TracedThread.sleep(20);
            });
    assertThat(only(run).message().en())
        .contains("Alice waits for the end of Bob. ", "Bob waits for the end of Alice. ")
        .endsWith("None of them can ever go on.");
    assertThat(only(run).objects()).isEmpty();
  }

  private static void join(TracedLatch ready, TracedThread[] threads, int other)
      throws InterruptedException {
    ready.await();
    threads[other].join();
  }

  @Test
  void forALockWhoseHolderEnded() {
    Runs.Ended run =
        run(
            () -> {
              Lock lock = new TracedReentrantLock("lock");
              start("careless", lock::lock).join();
              start("late", lock::lock);
              start("later", lock::lock);
              for (int i = 0; i < 20; i++) {
                TracedThread.sleep(1);
              }
            });
    assertThat(only(run).message().en())
        .isEqualTo("late waits for 'lock', which careless held when it ended. It can never go on.");
  }

  @Test
  void forAConditionUnderALockThatStaysHeld() {
    Runs.Ended run =
        run(
            () -> {
              Lock outer = new TracedReentrantLock("outer");
              TracedReentrantLock inner = new TracedReentrantLock("inner");
              Condition ready = inner.newCondition("ready");
              start(
                  "waiter",
                  () -> {
                    outer.lock();
                    inner.lock();
                    ready.await();
                  });
              TracedThread.sleep(10);
              TracedThread.sleep(10);
              start("signaller", () -> nested(inner, outer));
              for (int i = 0; i < 20; i++) {
                TracedThread.sleep(1);
              }
            });
    assertThat(only(run).message().en())
        .contains(
            "signaller waits for 'outer', which waiter holds.",
            "waiter waits for 'ready', whose lock 'inner' signaller holds.");
  }

  @Test
  void forWritingWhileReading() {
    Runs.Ended run =
        run(
            () -> {
              TracedReadWriteLock lock = new TracedReadWriteLock("lock");
              nested(lock.readLock(), lock.writeLock());
            });
    assertThat(only(run).message().en())
        .isEqualTo(
            "main waits for 'lock' for writing, which it holds for reading itself. It can never go"
                + " on.");
  }

  @Test
  void noPermitsLeft() {
    Runs.Ended run =
        run(
            () -> {
              TracedSemaphore permits = new TracedSemaphore("permits", 3);
              TracedThread other = start("other", () -> permits.acquire(2));
              other.join();
              permits.acquire(2);
            });
    assertThat(only(run).message().en())
        .isEqualTo(
            "main waits for 2 permits of 'permits', of which other held 2 when it ended. No thread is"
                + " left that could wake any of them.");
    Translations.check(only(run).message(), run.trace());
  }

  @Test
  void tasksThatWaitForTasksOfTheirPool() {
    Runs.Ended run =
        run(
            () -> {
              TracedExecutor pool = TracedExecutor.fixed("pool", 2);
              for (int i = 0; i < 2; i++) {
                pool.submit(
                    () -> {
                      TracedThread.sleep(5);
                      return pool.submit(() -> 1).get();
                    });
              }
              for (int i = 0; i < 50; i++) {
                TracedThread.sleep(1);
              }
            });
    assertThat(only(run).message().en())
        .contains("pool-1 waits for the result of", "which no worker is left to run");
    Finding starvation =
        run.findings().stream()
            .filter(each -> each.type().equals("pool-starvation"))
            .findFirst()
            .orElseThrow();
    assertThat(starvation.threads()).hasSize(2);
    assertThat(starvation.objects()).hasSize(3);
    assertThat(starvation.message().en()).startsWith("All 2 workers of pool 'pool' wait");
    assertThat(Collections.max(starvation.events())).isLessThan(run.trace().size());
  }

  @Test
  void aWorkerThatIsFreeRunsThem() {
    Runs.Ended run =
        ControlledRuns.run(
                Plan.by(Strategies.ROUND_ROBIN, 1),
                () -> {
                  TracedExecutor pool = TracedExecutor.fixed("pool", 2);
                  Future<Integer> outer = pool.submit(() -> pool.submit(() -> 1).get());
                  outer.get();
                  pool.close();
                })
            .run();
    assertThat(run.end().status()).isEqualTo(Status.COMPLETED);
    assertThat(run.findings()).isEmpty();
  }

  // --- the JVM's own detector ---

  @Test
  void agreesWithTheJvmOnRandomLivePrograms() throws InterruptedException {
    for (int seed = 0; seed < 6; seed++) {
      Random random = new Random(seed);
      List<List<Integer>> orders = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        List<Integer> order = new ArrayList<>(List.of(0, 1, 2));
        Collections.shuffle(order, random);
        orders.add(order);
      }
      boolean _ = agreesWithTheJvm("live " + seed + " ", orders, new CountDownLatch(0));
    }
  }

  @Test
  void agreesWithTheJvmOnACircle() throws InterruptedException {
    List<List<Integer>> orders = List.of(List.of(0, 1), List.of(1, 2), List.of(2, 0));
    assertThat(agreesWithTheJvm("circle ", orders, new CountDownLatch(3))).isTrue();
  }

  @Test
  void whoHasThePermits() {
    Runs.Ended run =
        run(
            () -> {
              TracedSemaphore connections = new TracedSemaphore("connections", 2);
              TracedLatch both = new TracedLatch("both", 2);
              for (String name : List.of("Alice", "Bob")) {
                start(
                    name,
                    () -> {
                      connections.acquire();
                      both.countDown();
                      both.await();
                      connections.acquire();
                    });
              }
            });

    assertThat(only(run).message().en())
        .contains(
            "Alice waits for a permit of 'connections', of which Alice holds 1 and Bob holds 1.",
            "Bob waits for a permit of 'connections', of which Alice holds 1 and Bob holds 1.");
    Translations.check(only(run).message(), run.trace());
  }

  @Test
  void permitsThatAreSignalsHaveNoHolder() {
    Runs.Ended run =
        run(
            () -> {
              TracedSemaphore items = new TracedSemaphore("items", 0);
              start("producer", items::release).join();
              items.acquire();
              items.acquire();
            });

    assertThat(only(run).message().en()).contains("main waits for a permit of 'items'. ");
  }

  @Test
  void aStampedLockIsNotReentrant() {
    for (boolean again : List.of(false, true)) {
      Runs.Ended run =
          run(
              () -> {
                TracedStampedLock lock = new TracedStampedLock("lock");
                long _ = lock.writeLock();
                long _ = again ? lock.writeLock() : lock.readLock();
              });

      assertThat(only(run).message().en())
          .isEqualTo("main waits for 'lock', which it holds itself. It can never go on.");
      Translations.check(only(run).message(), run.trace());
    }
  }

  @Test
  void readersThatBothWantToWrite() {
    Runs.Ended run =
        run(
            () -> {
              TracedReadWriteLock lock = new TracedReadWriteLock("lock");
              TracedLatch both = new TracedLatch("both", 2);
              for (String name : List.of("Alice", "Bob")) {
                start(
                    name,
                    () -> {
                      lock.readLock().lock();
                      both.countDown();
                      both.await();
                      lock.writeLock().lock();
                    });
              }
            });

    List<Finding> deadlocks =
        run.findings().stream().filter(each -> each.type().equals("deadlock")).toList();
    assertThat(deadlocks).hasSize(2);
    assertThat(deadlocks)
        .extracting(each -> each.message().en())
        .anyMatch(
            each ->
                each.startsWith(
                    "Alice waits for 'lock' for writing, which it holds for reading itself, and so does"
                        + " Bob."))
        .anyMatch(
            each ->
                each.startsWith(
                    "Bob waits for 'lock' for writing, which it holds for reading itself, and so does"
                        + " Alice."));
    deadlocks.forEach(each -> Translations.check(each.message(), run.trace()));
  }

  /** Whether there was a deadlock. */
  private static boolean agreesWithTheJvm(
      String prefix, List<List<Integer>> orders, CountDownLatch firsts)
      throws InterruptedException {
    Set<String> jvm = ConcurrentHashMap.newKeySet();
    Runs.Collector collector =
        new Runs.Collector() {
          @Override
          public void finding(Finding finding) {
            super.finding(finding);
            if (finding.type().equals("deadlock")) {
              // The run goes on when this is done.
              jvm.addAll(JvmDeadlocks.awaitNamed(prefix, finding.threads().size()));
            }
          }
        };
    LiveRun run =
        LiveRun.start(Runs.program(() -> together(prefix, orders, firsts)), Runs.LIMITS, collector);
    while (!run.end().isDone()) {
      jvm.addAll(JvmDeadlocks.named(prefix));
      TimeUnit.MILLISECONDS.sleep(5);
    }
    Runs.Ended ended = Runs.await(run, collector);
    Set<String> ours = new HashSet<>();
    for (Finding finding : ended.findings()) {
      if (finding.type().equals("deadlock")) {
        finding.threads().forEach(id -> ours.add(name(ended.trace(), id)));
      }
    }
    Deadlocks deadlocks = new Deadlocks(ended.trace());
    for (int seq = 1; seq <= ended.trace().size(); seq++) {
      deadlocks.read(seq);
    }
    Set<String> dead = new HashSet<>();
    deadlocks.dead().forEach(id -> dead.add(name(ended.trace(), id)));
    // It may name threads that wait behind the cycle as well, which a finding does not list.
    assertThat(jvm).containsAll(ours).isSubsetOf(dead);
    assertThat(jvm.isEmpty()).isEqualTo(dead.isEmpty()).isEqualTo(ours.isEmpty());
    return !ours.isEmpty();
  }

  private static String name(Trace trace, int thread) {
    return trace.threads().get(thread).name();
  }

  /** Threads that take locks in these orders; all their first ones before any takes its second. */
  private static void together(String prefix, List<List<Integer>> orders, CountDownLatch firsts)
      throws InterruptedException {
    List<TracedReentrantLock> locks =
        List.of(
            new TracedReentrantLock("a"),
            new TracedReentrantLock("b"),
            new TracedReentrantLock("c"));
    List<TracedThread> threads = new ArrayList<>();
    for (List<Integer> order : orders) {
      threads.add(
          start(
              prefix + threads.size(),
              () -> {
                for (int lock : order) {
                  locks.get(lock).lock();
                  TracedThread.sleep(20);
                  firsts.countDown();
                  firsts.await();
                }
                order.forEach(lock -> locks.get(lock).unlock());
              }));
    }
    for (TracedThread thread : threads) {
      thread.join();
    }
  }
}
