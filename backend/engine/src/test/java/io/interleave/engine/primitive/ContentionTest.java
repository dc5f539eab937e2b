package io.interleave.engine.primitive;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.Runs;
import io.interleave.engine.TraceRules;
import io.interleave.engine.event.Event;
import io.interleave.engine.event.Kind;
import io.interleave.engine.run.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/**
 * Real threads at full speed; the model in {@link TraceRules} must accept the trace, and the counts
 * must be what the program did.
 */
class ContentionTest {

  private static final int THREADS = 4;
  private static final int ROUNDS = 2_000;

  private static Runs.Ended completed(Runs.Body body) {
    Runs.Ended run = Runs.run(body);
    assertThat(run.end().status())
        .as(String.valueOf(run.end().reason()))
        .isEqualTo(Status.COMPLETED);
    TraceRules.check(run.trace());
    return run;
  }

  private static void inParallel(int threads, TracedThread.Body body) throws InterruptedException {
    List<TracedThread> all = new ArrayList<>();
    for (int i = 1; i <= threads; i++) {
      all.add(TracedThread.platform("worker-" + i, body).start());
    }
    for (TracedThread thread : all) {
      thread.join();
    }
  }

  private static long count(Runs.Ended run, Kind kind) {
    return run.events().stream().filter(event -> event.kind() == kind).count();
  }

  @RepeatedTest(5)
  void reentrantLock() {
    Runs.Ended run =
        completed(
            () -> {
              Lock lock = new TracedReentrantLock("lock");
              SharedInt counter = SharedInt.plain("counter", 0);
              inParallel(
                  THREADS,
                  () -> {
                    for (int i = 0; i < ROUNDS; i++) {
                      lock.lock();
                      try {
                        lock.lock();
                        counter.set(counter.get() + 1);
                        lock.unlock();
                      } finally {
                        lock.unlock();
                      }
                    }
                  });
              assertThat(counter.get()).isEqualTo(THREADS * ROUNDS);
            });
    assertThat(count(run, Kind.LOCK_ACQUIRE)).isEqualTo(2L * THREADS * ROUNDS);
    assertThat(count(run, Kind.LOCK_REQUEST)).isEqualTo(2L * THREADS * ROUNDS);
    assertThat(count(run, Kind.LOCK_RELEASE)).isEqualTo(2L * THREADS * ROUNDS);
  }

  @RepeatedTest(3)
  void fairAndPlainLocks() {
    for (boolean fair : new boolean[] {true, false}) {
      Runs.Ended run =
          completed(
              () -> {
                Lock lock = fair ? new TracedReentrantLock("fair", true) : new TracedLock("plain");
                inParallel(
                    THREADS,
                    () -> {
                      for (int i = 0; i < 300; i++) {
                        lock.lock();
                        lock.unlock();
                      }
                    });
              });
      assertThat(count(run, Kind.LOCK_ACQUIRE)).isEqualTo(THREADS * 300L);
    }
  }

  @RepeatedTest(3)
  void tryLockGivesUp() {
    Runs.Ended run =
        completed(
            () -> {
              Lock lock = new TracedReentrantLock("lock");
              inParallel(
                  THREADS,
                  () -> {
                    for (int i = 0; i < 100; i++) {
                      boolean held =
                          i % 2 == 0 ? lock.tryLock() : lock.tryLock(50, TimeUnit.MICROSECONDS);
                      if (held) {
                        Activity.work(java.time.Duration.ofNanos(20_000));
                        lock.unlock();
                      }
                    }
                  });
            });
    long outcomes = count(run, Kind.LOCK_ACQUIRE) + count(run, Kind.LOCK_FAIL);
    assertThat(outcomes).isEqualTo(THREADS * 100L);
    assertThat(count(run, Kind.LOCK_REQUEST)).isEqualTo(THREADS * 100L);
  }

  @RepeatedTest(3)
  void readWriteLock() {
    completed(
        () -> {
          TracedReadWriteLock lock = new TracedReadWriteLock("lock");
          inParallel(
              THREADS,
              () -> {
                for (int i = 0; i < 500; i++) {
                  Lock side = i % 5 == 0 ? lock.writeLock() : lock.readLock();
                  side.lock();
                  side.lock();
                  side.unlock();
                  if (i % 5 == 0) {
                    lock.readLock().lock();
                    side.unlock();
                    side = lock.readLock();
                  }
                  side.unlock();
                }
              });
        });
  }

  @RepeatedTest(3)
  void variablesAndAtomics() {
    Runs.Ended run =
        completed(
            () -> {
              SharedInt plain = SharedInt.plain("plain", -7);
              SharedInt vol = SharedInt.volatileInt("volatile", 5);
              TracedAtomicInt atomic = new TracedAtomicInt("atomic", 0);
              TracedLongAdder adder = new TracedLongAdder("adder");
              inParallel(
                  THREADS,
                  () -> {
                    for (int i = 0; i < ROUNDS; i++) {
                      plain.set(plain.get() + 1);
                      vol.set(vol.get() - 1);
                      atomic.incrementAndGet();
                      int seen = atomic.get();
                      atomic.compareAndSet(seen, seen + 1);
                      adder.increment();
                    }
                  });
              assertThat(adder.sum()).isEqualTo((long) THREADS * ROUNDS);
            });
    assertThat(count(run, Kind.VAR_READ)).isEqualTo(3L * THREADS * ROUNDS);
    assertThat(count(run, Kind.VAR_UPDATE) + count(run, Kind.VAR_CAS_FAIL))
        .isEqualTo(2L * THREADS * ROUNDS);
  }

  @RepeatedTest(3)
  void semaphores() {
    completed(
        () -> {
          TracedSemaphore semaphore = new TracedSemaphore("permits", 3);
          TracedSemaphore bounded = TracedSemaphore.bounded("bounded", 2);
          inParallel(
              THREADS + 2,
              () -> {
                for (int i = 0; i < 300; i++) {
                  semaphore.acquire(1 + i % 2);
                  bounded.acquire();
                  bounded.release();
                  semaphore.release(1 + i % 2);
                }
              });
        });
  }

  @RepeatedTest(3)
  void conditions() {
    Runs.Ended run =
        completed(
            () -> {
              TracedReentrantLock lock = new TracedReentrantLock("lock");
              Condition changed = lock.newCondition("changed");
              SharedInt box = SharedInt.plain("box", 0);
              inParallel(
                  2,
                  () -> {
                    boolean producer = TracedThread.currentName().equals("worker-1");
                    for (int i = 0; i < 200; i++) {
                      lock.lock();
                      try {
                        while (box.get() == (producer ? 1 : 0)) {
                          if (i % 3 == 0) {
                            changed.await(1, TimeUnit.MILLISECONDS);
                          } else {
                            changed.await();
                          }
                        }
                        box.set(producer ? 1 : 0);
                        if (i % 2 == 0) {
                          changed.signal();
                        } else {
                          changed.signalAll();
                        }
                      } finally {
                        lock.unlock();
                      }
                    }
                  });
            });
    assertThat(count(run, Kind.CONDITION_WAIT)).isEqualTo(count(run, Kind.CONDITION_WAKE));
  }

  @RepeatedTest(3)
  void queues() {
    for (int capacity : new int[] {1, 3, 1000}) {
      Runs.Ended run =
          completed(
              () -> {
                TracedQueue<Integer> queue = new TracedQueue<>("queue", capacity);
                inParallel(
                    4,
                    () -> {
                      boolean producer = TracedThread.currentName().compareTo("worker-2") <= 0;
                      for (int i = 0; i < 500; i++) {
                        if (producer) {
                          queue.put(i);
                        } else {
                          queue.take();
                        }
                      }
                    });
                assertThat(queue.poll()).isNull();
                assertThat(queue.offer(1)).isTrue();
                assertThat(queue.poll(1, TimeUnit.MILLISECONDS)).isEqualTo(1);
                assertThat(queue.poll(1, TimeUnit.MILLISECONDS)).isNull();
              });
      assertThat(count(run, Kind.QUEUE_PUT)).isEqualTo(1001);
      assertThat(count(run, Kind.QUEUE_TAKE)).isEqualTo(1001);
    }
  }

  @RepeatedTest(3)
  void latchesBarriersEvents() {
    Runs.Ended run =
        completed(
            () -> {
              TracedLatch gate = new TracedLatch("gate", 1);
              TracedLatch done = new TracedLatch("done", THREADS);
              TracedBarrier barrier = new TracedBarrier("barrier", THREADS);
              TracedEvent event = TracedEvent.manual("event");
              TracedEvent turnstile = TracedEvent.autoReset("turnstile");
              for (int i = 0; i < THREADS; i++) {
                TracedThread.platform(
                        "party-" + i,
                        () -> {
                          gate.await();
                          try {
                            for (int phase = 0; phase < 50; phase++) {
                              barrier.await();
                            }
                          } catch (java.util.concurrent.BrokenBarrierException e) {
                            throw new AssertionError(e);
                          }
                          event.await();
                          turnstile.await();
                          turnstile.set();
                          done.countDown();
                        })
                    .start();
              }
              gate.countDown();
              TracedThread.sleep(5);
              event.set();
              turnstile.set();
              done.await();
            });
    assertThat(count(run, Kind.BARRIER_TRIP)).isEqualTo(50);
    assertThat(count(run, Kind.BARRIER_PASS)).isEqualTo(50L * THREADS);
  }

  @RepeatedTest(3)
  void executorsAndFutures() {
    Runs.Ended run =
        completed(
            () -> {
              try (TracedExecutor pool = TracedExecutor.fixed("pool", 3)) {
                List<Future<Integer>> futures = new ArrayList<>();
                for (int i = 0; i < 50; i++) {
                  int n = i;
                  futures.add(pool.submit(() -> n * n));
                }
                int sum = 0;
                for (Future<Integer> future : futures) {
                  sum += future.get();
                }
                assertThat(sum).isEqualTo(40425);
                Future<?> failing =
                    pool.submit(
                        () -> {
                          throw new IllegalStateException("on purpose");
                        });
                org.assertj.core.api.Assertions.assertThatThrownBy(failing::get)
                    .hasRootCauseMessage("on purpose");
              }
            });
    assertThat(count(run, Kind.TASK_START)).isEqualTo(51);
    assertThat(count(run, Kind.TASK_END)).isEqualTo(50);
    assertThat(count(run, Kind.TASK_FAIL)).isEqualTo(1);
  }

  @Test
  void virtualThreads() {
    Runs.Ended run =
        completed(
            () -> {
              Lock lock = new TracedReentrantLock("lock");
              SharedInt counter = SharedInt.plain("counter", 0);
              List<TracedThread> threads = new ArrayList<>();
              for (int i = 0; i < 400; i++) {
                threads.add(
                    TracedThread.virtual(
                            "v" + i,
                            () -> {
                              lock.lock();
                              counter.set(counter.get() + 1);
                              TracedThread.sleep(0);
                              lock.unlock();
                            })
                        .start());
              }
              for (TracedThread thread : threads) {
                thread.join();
              }
              assertThat(counter.get()).isEqualTo(400);
            });
    assertThat(run.trace().threads().last()).isEqualTo(401);
  }

  @Test
  void interruptsAreCauses() {
    Runs.Ended run =
        completed(
            () -> {
              TracedLatch never = new TracedLatch("never", 1);
              TracedThread sleeper =
                  TracedThread.platform(
                          "sleeper",
                          () -> {
                            try {
                              TracedThread.sleep(10_000);
                            } catch (InterruptedException e) {
                              Activity.note("woken");
                            }
                            try {
                              never.await();
                            } catch (InterruptedException e) {
                              Activity.note("woken again");
                            }
                          })
                      .start();
              for (Thread.State waits : List.of(Thread.State.TIMED_WAITING, Thread.State.WAITING)) {
                while (sleeper.state() != waits) {
                  TracedThread.sleep(1);
                }
                sleeper.interrupt();
              }
              sleeper.join();
            });
    List<Event> ends =
        run.events().stream()
            .filter(
                event ->
                    event.kind() == Kind.THREAD_WAKE && event.thread() == 2
                        || event.kind() == Kind.LATCH_FAIL)
            .toList();
    assertThat(ends).hasSize(2);
    for (Event end : ends) {
      assertThat(run.trace().kind((int) end.cause())).isEqualTo(Kind.THREAD_INTERRUPT);
    }
  }
}
