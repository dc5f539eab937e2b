package io.interleave.engine.primitive;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;

/**
 * Every operation that can wait, of every type, with the JDK's own beside it; some where they can
 * go on at once and some where they have to wait.
 */
final class BlockingOperations {

  /** An operation. */
  @FunctionalInterface
  interface Operation {
    Object run() throws Exception;
  }

  /** Makes an operation in the situation of its row; what it leaves behind is to be cleaned up. */
  @FunctionalInterface
  interface Maker {
    Operation make(List<Cleanup> cleanups) throws Exception;
  }

  /** Ends what a row began. */
  @FunctionalInterface
  interface Cleanup {
    void run() throws Exception;
  }

  /**
   * One operation in one situation.
   *
   * @param waits whether it has to wait, for longer than any test takes
   * @param timed whether it gives up by itself
   */
  record Row(String name, boolean waits, boolean timed, Maker ours, Maker jdk) {}

  /** Both worlds: what makes an object in each. */
  private record Pair<T>(Callable<T> ours, Callable<T> jdk) {}

  @FunctionalInterface
  private interface Use<T> {
    Object of(T object) throws Exception;
  }

  private static final long HOUR = 1;
  private static final Callable<Integer> ONE = () -> 1;

  private final List<Row> rows = new ArrayList<>();

  private BlockingOperations() {
    latches();
    semaphores();
    locks();
    stampedLocks();
    conditions();
    queues();
    barriers();
    threads();
    executors();
    ourOwn();
  }

  static List<Row> all() {
    return new BlockingOperations().rows;
  }

  private <T> void add(String name, boolean waits, boolean timed, Pair<T> pair, Use<T> use) {
    rows.add(new Row(name, waits, timed, maker(pair.ours, use), maker(pair.jdk, use)));
  }

  private static <T> Maker maker(Callable<T> from, Use<T> use) {
    return cleanups -> {
      T object = from.call();
      return () -> use.of(object);
    };
  }

  private static Object done(Cleanup action) throws Exception {
    action.run();
    return "done";
  }

  private void latches() {
    for (int count = 0; count < 2; count++) {
      int left = count;
      boolean waits = count > 0;
      Pair<CountDownLatch> latch =
          new Pair<>(() -> new TracedLatch("latch", left), () -> new CountDownLatch(left));
      add("latch.await", waits, false, latch, each -> done(each::await));
      add("latch.await timed", waits, true, latch, each -> each.await(HOUR, TimeUnit.HOURS));
      add("latch.await 0 of " + count, false, true, latch, each -> each.await(0, TimeUnit.HOURS));
    }
  }

  private void semaphores() {
    for (int count = 0; count < 2; count++) {
      int permits = count * 2;
      boolean waits = count == 0;
      for (boolean fair : List.of(false, true)) {
        Pair<Semaphore> semaphore =
            new Pair<>(
                () -> new TracedSemaphore("semaphore", permits, fair),
                () -> new Semaphore(permits, fair));
        String name = (fair ? "fair semaphore of " : "semaphore of ") + permits + ".";
        add(name + "acquire", waits, false, semaphore, each -> done(each::acquire));
        add(name + "acquire 2", waits, false, semaphore, each -> done(() -> each.acquire(2)));
        add(name + "tryAcquire", false, false, semaphore, Semaphore::tryAcquire);
        add(
            name + "tryAcquire timed",
            waits,
            true,
            semaphore,
            e -> e.tryAcquire(1, TimeUnit.HOURS));
        add(name + "tryAcquire 0", false, true, semaphore, e -> e.tryAcquire(0, TimeUnit.HOURS));
      }
    }
    Pair<Semaphore> free = new Pair<>(() -> new TracedSemaphore("s", 2), () -> new Semaphore(2));
    add(
        "semaphore.acquireUninterruptibly",
        false,
        false,
        free,
        each -> done(each::acquireUninterruptibly));
  }

  private void locks() {
    lock("reentrant", new Pair<>(() -> new TracedReentrantLock("lock"), ReentrantLock::new));
    lock(
        "fair",
        new Pair<>(() -> new TracedReentrantLock("lock", true), () -> new ReentrantLock(true)));
    lock("primitive", new Pair<>(() -> new TracedLock("lock"), ReentrantLock::new));
    for (boolean write : List.of(false, true)) {
      lock(
          write ? "write" : "read",
          new Pair<>(
              () -> side(new TracedReadWriteLock("lock"), write, false),
              () -> side(new ReentrantReadWriteLock(), write, false)));
      heldLock(
          write ? "write held" : "read held",
          new Pair<>(
              () -> side(new TracedReadWriteLock("lock"), write, true),
              () -> side(new ReentrantReadWriteLock(), write, true)));
    }
  }

  /** One side of a lock, which a writer may hold. */
  private static Lock side(ReadWriteLock lock, boolean write, boolean held) {
    if (held) {
      lock.writeLock().lock();
    }
    return write ? lock.writeLock() : lock.readLock();
  }

  private void lock(String name, Pair<Lock> free) {
    add(name + " lock", false, false, free, each -> done(each::lock));
    add(name + " lockInterruptibly", false, false, free, each -> done(each::lockInterruptibly));
    add(name + " tryLock", false, false, free, Lock::tryLock);
    add(name + " tryLock timed", false, true, free, each -> each.tryLock(HOUR, TimeUnit.HOURS));
    add(name + " tryLock 0", false, true, free, each -> each.tryLock(0, TimeUnit.HOURS));
    if (!name.equals("read") && !name.equals("write")) {
      heldLock(name + " held", new Pair<>(() -> locked(free.ours), () -> locked(free.jdk)));
    }
  }

  private static Lock locked(Callable<Lock> made) throws Exception {
    Lock lock = made.call();
    lock.lock();
    return lock;
  }

  private void heldLock(String name, Pair<Lock> held) {
    add(name + " lockInterruptibly", true, false, held, each -> done(each::lockInterruptibly));
    add(name + " tryLock", false, false, held, Lock::tryLock);
    add(name + " tryLock timed", true, true, held, each -> each.tryLock(HOUR, TimeUnit.HOURS));
    add(name + " tryLock 0", false, true, held, each -> each.tryLock(0, TimeUnit.HOURS));
  }

  private void stampedLocks() {
    for (boolean held : List.of(false, true)) {
      Pair<StampedLock> lock =
          new Pair<>(
              () -> stamped(new TracedStampedLock("lock"), held),
              () -> stamped(new StampedLock(), held));
      String name = held ? "stamped held " : "stamped ";
      add(name + "readLockInterruptibly", held, false, lock, e -> e.readLockInterruptibly() != 0);
      add(name + "writeLockInterruptibly", held, false, lock, e -> e.writeLockInterruptibly() != 0);
      add(name + "tryReadLock timed", held, true, lock, e -> e.tryReadLock(1, TimeUnit.HOURS) != 0);
      add(
          name + "tryWriteLock timed",
          held,
          true,
          lock,
          e -> e.tryWriteLock(1, TimeUnit.HOURS) != 0);
      add(name + "tryReadLock", false, false, lock, each -> each.tryReadLock() != 0);
      add(name + "tryWriteLock", false, false, lock, each -> each.tryWriteLock() != 0);
      if (!held) {
        add(name + "readLock", false, false, lock, each -> each.readLock() != 0);
        add(name + "writeLock", false, false, lock, each -> each.writeLock() != 0);
      }
    }
  }

  private static StampedLock stamped(StampedLock lock, boolean held) {
    long _ = held ? lock.writeLock() : 0;
    return lock;
  }

  private void conditions() {
    conditions("", new Pair<>(() -> new TracedReentrantLock("lock"), ReentrantLock::new));
    conditions(
        "write ",
        new Pair<>(
            () -> side(new TracedReadWriteLock("lock"), true, false),
            () -> side(new ReentrantReadWriteLock(), true, false)));
  }

  private void conditions(String of, Pair<Lock> lock) {
    condition(of + "condition.await", false, lock, each -> done(each::await));
    condition(of + "condition.await timed", true, lock, each -> each.await(HOUR, TimeUnit.HOURS));
    condition(
        of + "condition.awaitNanos",
        true,
        lock,
        e -> e.awaitNanos(TimeUnit.HOURS.toNanos(HOUR)) > 0);
    condition(of + "condition.awaitUntil", true, lock, e -> e.awaitUntil(new Date(Long.MAX_VALUE)));
  }

  private void condition(String name, boolean timed, Pair<Lock> lock, Use<Condition> use) {
    add(
        name,
        true,
        timed,
        lock,
        each -> {
          Condition condition = each.newCondition();
          each.lock();
          try {
            return use.of(condition);
          } finally {
            each.unlock(); // throws where the wait did not end with the lock
          }
        });
    add(name + " without the lock", false, timed, lock, e -> use.of(e.newCondition()));
  }

  private void queues() {
    for (boolean full : List.of(false, true)) {
      Pair<BlockingQueue<Integer>> queue =
          new Pair<>(
              () -> filled(new TracedQueue<>("queue", 1), full),
              () -> filled(new ArrayBlockingQueue<>(1), full));
      String name = full ? "full queue." : "empty queue.";
      add(name + "put", full, false, queue, each -> done(() -> each.put(7)));
      add(name + "offer timed", full, true, queue, each -> each.offer(7, HOUR, TimeUnit.HOURS));
      add(name + "offer 0", false, true, queue, each -> each.offer(7, 0, TimeUnit.HOURS));
      add(name + "offer", false, false, queue, each -> each.offer(7));
      add(name + "take", !full, false, queue, BlockingQueue::take);
      add(name + "poll timed", !full, true, queue, e -> String.valueOf(e.poll(1, TimeUnit.HOURS)));
      add(
          name + "poll 0",
          false,
          true,
          queue,
          each -> String.valueOf(each.poll(0, TimeUnit.HOURS)));
      add(name + "poll", false, false, queue, each -> String.valueOf(each.poll()));
    }
  }

  private static BlockingQueue<Integer> filled(BlockingQueue<Integer> queue, boolean full) {
    if (full) {
      queue.add(5);
    }
    return queue;
  }

  private void barriers() {
    for (int parties = 1; parties < 3; parties++) {
      int count = parties;
      Pair<CyclicBarrier> barrier =
          new Pair<>(() -> new TracedBarrier("barrier", count), () -> new CyclicBarrier(count));
      add("barrier.await " + count, count > 1, false, barrier, CyclicBarrier::await);
      add(
          "barrier.await timed " + count,
          count > 1,
          true,
          barrier,
          e -> e.await(1, TimeUnit.HOURS));
      add("barrier broken by it " + count, false, false, barrier, BlockingOperations::isBroken);
    }
    add(
        "broken barrier.await",
        false,
        false,
        new Pair<>(
            () -> broken(new TracedBarrier("barrier", 2)), () -> broken(new CyclicBarrier(2))),
        CyclicBarrier::await);
  }

  private static Object isBroken(CyclicBarrier barrier) {
    try {
      return barrier.await() + " " + barrier.isBroken();
    } catch (Exception e) {
      return e.getClass().getSimpleName() + " " + barrier.isBroken();
    }
  }

  private static CyclicBarrier broken(CyclicBarrier barrier) {
    try {
      int index = barrier.await(0, TimeUnit.SECONDS);
      throw new AssertionError("somebody else was party " + index);
    } catch (Exception e) {
      return barrier; // it timed out
    }
  }

  private void threads() {
    rows.add(
        new Row(
            "join of an ended thread",
            false,
            false,
            cleanups -> {
              TracedThread thread = TracedThread.platform("ended", () -> {}).start();
              thread.join();
              return () -> done(thread::join);
            },
            cleanups -> {
              Thread thread = Thread.ofPlatform().start(() -> {});
              thread.join();
              return () -> done(thread::join);
            }));
    for (boolean timed : List.of(false, true)) {
      rows.add(
          new Row(
              timed ? "join of a living thread, timed" : "join of a living thread",
              true,
              timed,
              cleanups -> {
                TracedLatch end = new TracedLatch("end", 1);
                TracedThread thread = TracedThread.platform("living", end::await).start();
                cleanups.add(end::countDown);
                cleanups.add(thread::join);
                Duration hour = Duration.ofHours(1);
                return () -> timed ? thread.join(hour) : done(thread::join);
              },
              cleanups -> {
                CountDownLatch end = new CountDownLatch(1);
                Thread thread = Thread.ofPlatform().start(() -> awaitQuietly(end));
                cleanups.add(end::countDown);
                cleanups.add(thread::join);
                return () -> timed ? thread.join(Duration.ofHours(1)) : done(thread::join);
              }));
    }
    sleep("sleep", Duration.ofHours(1), true);
    sleep("sleep 0", Duration.ZERO, false);
    sleep("sleep before now", Duration.ofNanos(-1), false);
    rows.add(
        new Row(
            "sleep of negative milliseconds",
            false,
            false,
            cleanups -> () -> done(() -> TracedThread.sleep(-1)),
            cleanups -> () -> done(() -> Thread.sleep(-1))));
    rows.add(
        new Row(
            "park",
            false,
            false,
            cleanups -> () -> parked(TracedThread::park, TracedThread::interruptCurrent),
            cleanups -> () -> parked(LockSupport::park, () -> Thread.currentThread().interrupt())));
  }

  // Who is interrupted does not park.
  private static Object parked(Cleanup park, Cleanup interrupt) throws Exception {
    interrupt.run();
    return done(park);
  }

  private void sleep(String name, Duration time, boolean waits) {
    rows.add(
        new Row(
            name,
            waits,
            true,
            cleanups -> () -> done(() -> TracedThread.sleep(time)),
            cleanups -> () -> done(() -> Thread.sleep(time))));
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void executors() {
    for (boolean over : List.of(false, true)) {
      String name = over ? "terminated pool." : "busy pool.";
      pool(
          name + "awaitTermination",
          over,
          true,
          (pool, future) -> pool.awaitTermination(1, TimeUnit.HOURS));
      pool(
          name + "awaitTermination 0",
          over,
          true,
          (pool, future) -> pool.awaitTermination(0, TimeUnit.HOURS));
      pool(name + "get", over, false, (pool, future) -> future.get());
      pool(name + "get timed", over, true, (pool, future) -> future.get(1, TimeUnit.HOURS));
    }
    pool("invokeAll", false, false, (pool, future) -> pool.invokeAll(List.of(ONE)));
    pool("invokeAll timed", false, true, (p, f) -> p.invokeAll(List.of(ONE), 1, TimeUnit.HOURS));
    pool("invokeAny", false, false, (pool, future) -> pool.invokeAny(List.of(ONE)));
    pool("invokeAny timed", false, true, (p, f) -> p.invokeAny(List.of(ONE), 1, TimeUnit.HOURS));
  }

  @FunctionalInterface
  private interface PoolUse {
    Object of(ExecutorService pool, Future<Integer> future) throws Exception;
  }

  /** A pool of one worker, whose task waits or is done. */
  private void pool(String name, boolean over, boolean timed, PoolUse use) {
    rows.add(
        new Row(
            name,
            !over && !name.endsWith(" 0"),
            timed,
            cleanups -> {
              TracedLatch gate = new TracedLatch("gate", over ? 0 : 1);
              return pool(TracedExecutor.fixed("pool", 1), gate, over, use, cleanups);
            },
            cleanups -> {
              CountDownLatch gate = new CountDownLatch(over ? 0 : 1);
              return pool(Executors.newFixedThreadPool(1), gate, over, use, cleanups);
            }));
  }

  private static Operation pool(
      ExecutorService pool, CountDownLatch gate, boolean over, PoolUse use, List<Cleanup> cleanups)
      throws Exception {
    Future<Integer> future =
        pool.submit(
            () -> {
              gate.await();
              return 5;
            });
    if (over) {
      pool.close();
    }
    cleanups.add(gate::countDown);
    cleanups.add(pool::close);
    return () -> use.of(pool, future);
  }

  /** What the JDK has not: the nearest that it has says what is right. */
  private void ourOwn() {
    for (boolean waits : List.of(false, true)) {
      Maker latch =
          cleanups -> {
            CountDownLatch like = new CountDownLatch(waits ? 1 : 0);
            return () -> done(like::await);
          };
      Maker timedLatch =
          cleanups -> {
            CountDownLatch like = new CountDownLatch(waits ? 1 : 0);
            return () -> like.await(HOUR, TimeUnit.HOURS);
          };
      for (boolean auto : List.of(false, true)) {
        rows.add(
            new Row(
                auto ? "auto-reset event.await" : "event.await",
                waits,
                false,
                cleanups -> {
                  TracedEvent event = event(auto, !waits);
                  return () -> done(event::await);
                },
                latch));
        rows.add(
            new Row(
                auto ? "auto-reset event.await timed" : "event.await timed",
                waits,
                true,
                cleanups -> {
                  TracedEvent event = event(auto, !waits);
                  return () -> event.await(Duration.ofHours(HOUR));
                },
                timedLatch));
      }
      rows.add(
          new Row(
              "queue.join",
              waits,
              false,
              cleanups -> {
                TracedQueue<Integer> queue = queue(waits);
                return () -> done(queue::join);
              },
              latch));
      rows.add(
          new Row(
              "queue.join timed",
              waits,
              true,
              cleanups -> {
                TracedQueue<Integer> queue = queue(waits);
                return () -> queue.join(HOUR, TimeUnit.HOURS);
              },
              timedLatch));
    }
    rows.add(
        new Row(
            "io",
            true,
            true,
            cleanups -> () -> done(() -> Activity.io(Duration.ofHours(1))),
            cleanups -> () -> done(() -> Thread.sleep(Duration.ofHours(1)))));
  }

  private static TracedEvent event(boolean auto, boolean set) {
    TracedEvent event = auto ? TracedEvent.autoReset("event") : TracedEvent.manual("event");
    if (set) {
      event.set();
    }
    return event;
  }

  private static TracedQueue<Integer> queue(boolean unfinished) {
    TracedQueue<Integer> queue = new TracedQueue<>("queue");
    if (unfinished) {
      queue.add(1);
    }
    return queue;
  }
}
