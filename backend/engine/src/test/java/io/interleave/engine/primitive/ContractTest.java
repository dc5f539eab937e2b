package io.interleave.engine.primitive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.interleave.engine.ControlledRuns;
import io.interleave.engine.Runs;
import io.interleave.engine.TraceRules;
import io.interleave.engine.run.Plan;
import io.interleave.engine.run.Status;
import io.interleave.engine.schedule.Strategies;
import io.interleave.testing.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What claims to be a type of the JDK's does what the JDK's own does: the same random calls by one
 * thread, none of which has to wait, have the same results and throw the same exceptions, live and
 * controlled.
 */
class ContractTest {

  private static final int CALLS = 120;

  /** One call on an object that both worlds have. */
  @FunctionalInterface
  private interface Call<T> {
    @Nullable Object on(T object) throws Exception;
  }

  /** Draws the next call; the same for the same random numbers. */
  @FunctionalInterface
  private interface Draw<T> {
    Call<T> next(Random random);
  }

  private static <T> List<String> play(T object, Draw<T> draw, int seed) {
    Random random = new Random(seed);
    List<String> results = new ArrayList<>();
    for (int i = 0; i < CALLS; i++) {
      Call<T> call = draw.next(random);
      try {
        results.add(i + ": " + shown(call.on(object)));
      } catch (Exception | Error e) {
        results.add(i + ": " + e.getClass().getName());
      }
    }
    return results;
  }

  private static String shown(@Nullable Object result) {
    return result instanceof Object[] array ? Arrays.toString(array) : String.valueOf(result);
  }

  private static <T> void compare(
      String name, Callable<? extends T> ours, Callable<? extends T> jdk, Draw<T> draw) {
    Seeds.check(
        name,
        160,
        16,
        seed -> {
          List<String> expected = play(jdk.call(), draw, seed);
          List<String> live = new ArrayList<>();
          Runs.Body body =
              () -> {
                live.clear();
                live.addAll(play(ours.call(), draw, seed));
              };
          assertThat(Runs.run(body).end().status()).isEqualTo(Status.COMPLETED);
          assertThat(live).as("live").isEqualTo(expected);
          Plan plan = Plan.by(Strategies.RANDOM, seed);
          assertThat(ControlledRuns.run(plan, body).run().end().status())
              .isEqualTo(Status.COMPLETED);
          assertThat(live).as("controlled").isEqualTo(expected);
        });
  }

  private static @Nullable Object done(Runs.Body action) throws Exception {
    action.run();
    return "done";
  }

  // --- queues ---

  private static Call<BlockingQueue<Integer>> onQueue(Random random) {
    // New objects, so that it is equality that counts and not identity.
    Integer element = random.nextInt(1_000, 1_004);
    int count = random.nextInt(-2, 4);
    List<Integer> several = List.of(1_000 + random.nextInt(4), 1_000 + random.nextInt(4));
    return switch (random.nextInt(34)) {
      case 0, 1, 2 -> queue -> queue.offer(element);
      case 3, 4 -> queue -> queue.add(element);
      case 5 -> queue -> queue.offer(element, 0, TimeUnit.SECONDS);
      case 6 -> BlockingQueue::poll;
      case 7 -> queue -> queue.poll(0, TimeUnit.SECONDS);
      case 8 -> BlockingQueue::peek;
      case 9 -> BlockingQueue::element;
      case 10 -> BlockingQueue::remove;
      case 11, 12 -> queue -> queue.remove(element);
      case 13 -> queue -> queue.remove(null);
      case 14 -> queue -> queue.contains(element);
      case 15 -> queue -> queue.contains(null);
      case 16 -> BlockingQueue::size;
      case 17 -> BlockingQueue::remainingCapacity;
      case 18 -> ContractTest::drained;
      case 19 -> queue -> drained(queue, count);
      case 20 -> queue -> queue.drainTo(queue);
      case 21 -> queue -> queue.drainTo(queue, count);
      case 22 -> queue -> queue.drainTo(null, count);
      case 23 -> queue -> queue.removeIf(each -> each == 1_000);
      case 24 -> queue -> queue.removeAll(several);
      case 25 -> queue -> queue.retainAll(several);
      case 26 -> queue -> queue.containsAll(several);
      case 27 -> queue -> queue.addAll(several);
      case 28 -> queue -> queue.addAll(queue);
      case 29 -> BlockingQueue::toArray;
      case 30 -> queue -> queue.toArray(new Integer[count > 0 ? count : 0]);
      case 31 -> queue -> queue.toString() + queue.isEmpty() + queue.stream().toList();
      case 32 -> queue -> iterated(queue, element);
      default ->
          switch (random.nextInt(8)) {
            case 0 -> queue -> queue.offer(null);
            case 1 -> queue -> done(() -> queue.put(null));
            case 2 -> queue -> queue.add(null);
            case 3 -> queue -> queue.removeIf(null);
            case 4 -> queue -> queue.removeAll(null);
            case 5 -> queue -> done(queue::clear);
            case 6 -> queue -> done(() -> queue.iterator().remove());
            default -> queue -> queue.poll(0, null);
          };
    };
  }

  private static Object drained(BlockingQueue<Integer> queue) {
    Collection<Integer> into = new ArrayList<>();
    return queue.drainTo(into) + " " + into;
  }

  private static Object drained(BlockingQueue<Integer> queue, int most) {
    Collection<Integer> into = new ArrayList<>();
    return queue.drainTo(into, most) + " " + into;
  }

  private static Object iterated(BlockingQueue<Integer> queue, Integer unwanted) {
    List<Integer> seen = new ArrayList<>();
    for (Iterator<Integer> each = queue.iterator(); each.hasNext(); ) {
      Integer next = each.next();
      seen.add(next);
      if (next.equals(unwanted)) {
        each.remove();
      }
    }
    return seen;
  }

  @Test
  void boundedQueues() {
    compare(
        "contract of bounded queues",
        () -> new TracedQueue<>("queue", 4),
        () -> new ArrayBlockingQueue<>(4),
        ContractTest::onQueue);
  }

  @Test
  void unboundedQueues() {
    compare(
        "contract of unbounded queues",
        () -> new TracedQueue<>("queue"),
        LinkedBlockingQueue::new,
        ContractTest::onQueue);
  }

  // --- semaphores ---

  private static Call<Semaphore> onSemaphore(Random random) {
    int count = random.nextInt(-1, 4);
    return switch (random.nextInt(10)) {
      case 0 -> Semaphore::tryAcquire;
      case 1 -> semaphore -> semaphore.tryAcquire(count);
      case 2 -> semaphore -> semaphore.tryAcquire(0, TimeUnit.SECONDS);
      case 3 -> semaphore -> semaphore.tryAcquire(count, 0, TimeUnit.SECONDS);
      case 4 -> semaphore -> done(semaphore::release);
      case 5 -> semaphore -> done(() -> semaphore.release(count));
      case 6 -> Semaphore::availablePermits;
      case 7 -> Semaphore::drainPermits;
      case 8 -> semaphore -> done(() -> semaphore.acquire(-1));
      default -> semaphore -> done(() -> semaphore.acquireUninterruptibly(-1));
    };
  }

  @Test
  void semaphores() {
    for (int permits = -2; permits <= 2; permits += 2) {
      int initial = permits;
      compare(
          "contract of semaphores of " + permits,
          () -> new TracedSemaphore("semaphore", initial),
          () -> new Semaphore(initial),
          ContractTest::onSemaphore);
    }
  }

  @Test
  void asManyPermitsAsAnIntCounts() {
    compare(
        "contract of full semaphores",
        () -> new TracedSemaphore("semaphore", Integer.MAX_VALUE - 2),
        () -> new Semaphore(Integer.MAX_VALUE - 2),
        ContractTest::onSemaphore);
  }

  // --- locks ---

  private static Call<Lock> onLock(Random random) {
    return switch (random.nextInt(9)) {
      case 0, 1 -> lock -> done(lock::lock);
      case 2 -> lock -> done(lock::lockInterruptibly);
      case 3 -> Lock::tryLock;
      case 4 -> lock -> lock.tryLock(0, TimeUnit.SECONDS);
      case 5, 6, 7 -> lock -> done(lock::unlock);
      default -> {
        int which = random.nextInt(6);
        yield lock -> onCondition(lock.newCondition(), which);
      }
    };
  }

  // What needs the lock, and says so where it is not held.
  private static @Nullable Object onCondition(Condition condition, int which) throws Exception {
    return switch (which) {
      case 0 -> done(condition::signal);
      case 1 -> done(condition::signalAll);
      case 2 -> condition.await(0, TimeUnit.SECONDS);
      case 3 -> condition.awaitNanos(-5) <= 0;
      case 4 -> condition.await(-1, TimeUnit.SECONDS);
      default -> condition.awaitNanos(0) <= 0;
    };
  }

  @Test
  void reentrantLocks() {
    for (boolean fair : List.of(false, true)) {
      compare(
          "contract of reentrant locks, fair " + fair,
          () -> new TracedReentrantLock("lock", fair),
          () -> new ReentrantLock(fair),
          ContractTest::onLock);
    }
  }

  private static Call<ReadWriteLock> onBothSides(Random random) {
    boolean write = random.nextInt(3) == 0;
    return switch (random.nextInt(6)) {
      case 0, 1 -> lock -> side(lock, write).tryLock();
      case 2 -> lock -> side(lock, write).tryLock(0, TimeUnit.SECONDS);
      case 3, 4 -> lock -> done(side(lock, write)::unlock);
      default -> {
        int which = random.nextInt(6);
        yield lock -> onCondition(side(lock, write).newCondition(), which);
      }
    };
  }

  private static Lock side(ReadWriteLock lock, boolean write) {
    return write ? lock.writeLock() : lock.readLock();
  }

  @Test
  void readWriteLocks() {
    for (boolean fair : List.of(false, true)) {
      compare(
          "contract of read-write locks, fair " + fair,
          () -> new TracedReadWriteLock("lock", fair),
          () -> new ReentrantReadWriteLock(fair),
          ContractTest::onBothSides);
    }
  }

  @Test
  void aWriterThatWaitsGivesItsReadHoldsBackToo() throws Exception {
    Runs.Body body =
        () -> {
          TracedReadWriteLock lock = new TracedReadWriteLock("lock");
          Condition written = lock.writeLock().newCondition();
          lock.writeLock().lock();
          lock.readLock().lock();
          TracedThread writer =
              TracedThread.platform(
                      "writer",
                      () -> {
                        lock.writeLock().lock();
                        written.signal();
                        lock.writeLock().unlock();
                      })
                  .start();
          written.await();
          lock.writeLock().unlock();
          assertThat(lock.writeLock().tryLock()).as("it reads again").isFalse();
          lock.readLock().unlock();
          writer.join();
        };
    List<Runs.Ended> runs = new ArrayList<>(List.of(Runs.run(body)));
    for (int seed = 1; seed <= 10; seed++) {
      runs.add(ControlledRuns.run(Plan.by(Strategies.RANDOM, seed), body).run());
    }
    for (Runs.Ended run : runs) {
      assertThat(run.end().status()).as("%s", run.findings()).isEqualTo(Status.COMPLETED);
      assertThat(run.findings()).isEmpty();
      TraceRules.check(run.trace());
    }
  }

  /** A stamped lock with the stamps that its thread has, for the numbers of stamps differ. */
  private record Stamped(StampedLock lock, List<Long> stamps) {
    Stamped(StampedLock lock) {
      this(lock, new ArrayList<>());
    }

    Object keep(long stamp) {
      if (stamp == 0) {
        return "none";
      }
      stamps.add(stamp);
      return "%b %b %b %b"
          .formatted(
              StampedLock.isReadLockStamp(stamp),
              StampedLock.isWriteLockStamp(stamp),
              StampedLock.isOptimisticReadStamp(stamp),
              StampedLock.isLockStamp(stamp));
    }

    /** Of the stamps, the last one; 0 for none. */
    long latest() {
      return stamps.isEmpty() ? 0 : stamps.getLast();
    }

    /** What the last stamp was turned into, in its place. */
    Object turned(long into) {
      if (into != 0) {
        stamps.removeLast();
      }
      return keep(into);
    }

    Object unlock() {
      long stamp = latest();
      if (stamp != 0) {
        stamps.removeLast();
      }
      lock.unlock(stamp);
      return "done";
    }

    Object unlocked(boolean reading, boolean did) {
      for (int i = stamps.size() - 1; did && i >= 0; i--) {
        long stamp = stamps.get(i);
        if (reading ? StampedLock.isReadLockStamp(stamp) : StampedLock.isWriteLockStamp(stamp)) {
          stamps.remove(i);
          break;
        }
      }
      return did;
    }
  }

  private static Call<Stamped> onStamped(Random random) {
    return switch (random.nextInt(18)) {
      case 0, 1 -> each -> each.keep(each.lock.tryReadLock());
      case 2 -> each -> each.keep(each.lock.tryWriteLock());
      case 3 -> each -> each.keep(each.lock.tryReadLock(0, TimeUnit.SECONDS));
      case 4 -> each -> each.keep(each.lock.tryWriteLock(0, TimeUnit.SECONDS));
      case 5 -> each -> each.keep(each.lock.tryOptimisticRead());
      case 6 -> each -> each.lock.validate(each.latest());
      case 7 -> each -> each.turned(each.lock.tryConvertToReadLock(each.latest()));
      case 8 -> each -> each.turned(each.lock.tryConvertToWriteLock(each.latest()));
      case 9 -> each -> each.turned(each.lock.tryConvertToOptimisticRead(each.latest()));
      case 10 -> each -> each.lock.isReadLocked() + " " + each.lock.isWriteLocked();
      case 11 -> each -> each.lock.getReadLockCount();
      case 12 -> each -> each.unlocked(true, each.lock.tryUnlockRead());
      case 13 -> each -> each.unlocked(false, each.lock.tryUnlockWrite());
      case 14 -> each -> done(() -> each.lock.unlockWrite(0));
      case 15 -> each -> done(() -> each.lock.unlockRead(0));
      default -> Stamped::unlock;
    };
  }

  @Test
  void stampedLocks() {
    compare(
        "contract of stamped locks",
        () -> new Stamped(new TracedStampedLock("lock")),
        () -> new Stamped(new StampedLock()),
        ContractTest::onStamped);
  }

  // --- latches and barriers ---

  private static Call<CountDownLatch> onLatch(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> latch -> done(latch::countDown);
      case 1 -> CountDownLatch::getCount;
      case 2 -> latch -> latch.await(0, TimeUnit.SECONDS);
      default -> latch -> latch.await(-1, TimeUnit.SECONDS);
    };
  }

  @Test
  void latches() {
    compare(
        "contract of latches",
        () -> new TracedLatch("latch", 3),
        () -> new CountDownLatch(3),
        ContractTest::onLatch);
  }

  private static Call<CyclicBarrier> onBarrier(Random random) {
    return switch (random.nextInt(5)) {
      case 0 -> barrier -> barrier.await(0, TimeUnit.SECONDS);
      case 1 -> barrier -> barrier.getParties() == 1 ? barrier.await() : "would wait";
      case 2 -> CyclicBarrier::isBroken;
      case 3 -> CyclicBarrier::getNumberWaiting;
      default -> barrier -> done(barrier::reset);
    };
  }

  @Test
  void barriers() {
    for (int parties = 1; parties <= 2; parties++) {
      int count = parties;
      compare(
          "contract of barriers of " + parties,
          () -> new TracedBarrier("barrier", count),
          () -> new CyclicBarrier(count),
          ContractTest::onBarrier);
    }
  }

  // --- what is refused from the beginning ---

  @Test
  void whatCannotBeMade() {
    assertSameRefusal(() -> new TracedQueue<>("queue", 0), () -> new ArrayBlockingQueue<>(0));
    assertSameRefusal(() -> new TracedLatch("latch", -1), () -> new CountDownLatch(-1));
    assertSameRefusal(() -> new TracedBarrier("barrier", 0), () -> new CyclicBarrier(0));
  }

  private static void assertSameRefusal(Callable<?> ours, Callable<?> jdk) {
    Throwable expected = catchThrowable(jdk::call);
    Runs.Ended run =
        Runs.run(() -> assertThat(catchThrowable(ours::call)).hasSameClassAs(expected));
    assertThat(run.end().status()).isEqualTo(Status.COMPLETED);
  }
}
