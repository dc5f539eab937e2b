package io.interleave.engine;

import io.interleave.engine.event.Outcome;
import io.interleave.engine.primitive.SharedInt;
import io.interleave.engine.primitive.TracedAtomicInt;
import io.interleave.engine.primitive.TracedBarrier;
import io.interleave.engine.primitive.TracedEvent;
import io.interleave.engine.primitive.TracedExecutor;
import io.interleave.engine.primitive.TracedLatch;
import io.interleave.engine.primitive.TracedLock;
import io.interleave.engine.primitive.TracedLongAdder;
import io.interleave.engine.primitive.TracedQueue;
import io.interleave.engine.primitive.TracedReadWriteLock;
import io.interleave.engine.primitive.TracedReentrantLock;
import io.interleave.engine.primitive.TracedSemaphore;
import io.interleave.engine.primitive.TracedThread;
import io.interleave.engine.run.Program;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/** Small programs of random operations; what the threads see is their outcome. */
public final class RandomPrograms {

  /** The primitives that a program is made of. */
  public enum Kind {
    VARIABLES,
    LOCKS,
    TRY_LOCKS,
    READ_WRITE,
    CONDITIONS,
    SEMAPHORES,
    EVENTS,
    LATCHES,
    BARRIERS,
    QUEUES,
    THREADS,
    POOLS,
    MIXED
  }

  /** Everything that threads of a program share. */
  private static final class World {
    final SharedInt x = SharedInt.plain("x", 0);
    final SharedInt y = SharedInt.volatileInt("y", 0);
    final TracedAtomicInt a = new TracedAtomicInt("a", 0);
    final TracedLongAdder adder = new TracedLongAdder("adder");
    final TracedReentrantLock lock = new TracedReentrantLock("lock");
    final Condition condition = lock.newCondition("condition");
    final Lock other = new TracedReentrantLock("other");
    final Lock plain = new TracedLock("plain");
    final TracedReadWriteLock shared = new TracedReadWriteLock("shared");
    final TracedSemaphore permits = new TracedSemaphore("permits", 1);
    final TracedSemaphore bounded = TracedSemaphore.bounded("bounded", 1);
    final TracedEvent manual = TracedEvent.manual("manual");
    final TracedEvent auto = TracedEvent.autoReset("auto");
    final TracedLatch latch = new TracedLatch("latch", 2);
    final TracedBarrier barrier = new TracedBarrier("barrier", 2);
    final TracedQueue<Integer> queue = new TracedQueue<>("queue", 1);
    final List<TracedThread> threads = new ArrayList<>();
    final StringBuilder[] seen;

    World(int threads) {
      seen = new StringBuilder[threads];
      for (int i = 0; i < threads; i++) {
        seen[i] = new StringBuilder();
      }
    }
  }

  private interface Op {
    void run(World world, StringBuilder seen, int me) throws InterruptedException;
  }

  private RandomPrograms() {}

  /**
   * A program of a kind, the same for the same seed; so small that its schedules can be counted.
   */
  public static Program of(Kind kind, long seed) {
    Random random = new Random(seed * 31 + kind.ordinal());
    int threads = kind == Kind.POOLS ? 1 : 2 + random.nextInt(2);
    return of(kind, random, threads, kind == Kind.POOLS ? 1 : threads == 2 ? 4 : 2);
  }

  /** A program of a kind with so many threads, each of at most so many operations. */
  public static Program of(Kind kind, Random random, int threads, int most) {
    List<List<Op>> bodies = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      List<Op> ops = new ArrayList<>();
      int count = 1 + random.nextInt(most);
      for (int i = 0; i < count; i++) {
        ops.add(op(kind, random));
      }
      bodies.add(ops);
    }
    // Of one in eight, main waits for the thread before it first.
    boolean[] late = new boolean[threads];
    for (int t = 1; t < threads; t++) {
      late[t] = random.nextInt(8) == 0;
    }
    return () -> execute(bodies, late);
  }

  private static Outcome execute(List<List<Op>> bodies, boolean[] late)
      throws InterruptedException {
    World world = new World(bodies.size());
    for (int t = 0; t < bodies.size(); t++) {
      int me = t;
      world.threads.add(
          TracedThread.platform(
              "t" + (t + 1),
              () -> {
                for (Op op : bodies.get(me)) {
                  try {
                    op.run(world, world.seen[me], me);
                  } catch (InterruptedException e) {
                    world.seen[me].append('!');
                  } catch (IllegalMonitorStateException | IllegalStateException e) {
                    world.seen[me].append('?');
                  }
                }
              }));
    }
    for (int t = 0; t < late.length; t++) {
      if (late[t]) {
        world.threads.get(t - 1).join();
      }
      world.threads.get(t).start();
    }
    for (TracedThread thread : world.threads) {
      thread.join();
    }
    String end = world.x.get() + "" + world.y.get() + world.a.get() + world.adder.sum();
    return new Outcome(String.join("|", world.seen) + "=" + end, true, "");
  }

  private static Op op(Kind kind, Random random) {
    return switch (kind) {
      case VARIABLES -> variable(random);
      case LOCKS -> lock(random);
      case TRY_LOCKS -> tryLock(random);
      case READ_WRITE -> readWrite(random);
      case CONDITIONS -> condition(random);
      case SEMAPHORES -> semaphore(random);
      case EVENTS -> event(random);
      case LATCHES -> latch(random);
      case BARRIERS -> barrier(random);
      case QUEUES -> queue(random);
      case THREADS -> thread(random);
      case POOLS -> pool(random);
      case MIXED -> op(Kind.values()[random.nextInt(Kind.POOLS.ordinal())], random);
    };
  }

  private static Op variable(Random random) {
    int value = 1 + random.nextInt(2);
    return switch (random.nextInt(9)) {
      case 0 -> (w, seen, me) -> seen.append(w.x.get());
      case 1 -> (w, seen, me) -> w.x.set(value);
      case 2 -> (w, seen, me) -> w.x.set(w.x.get() + 1);
      case 3 -> (w, seen, me) -> seen.append(w.y.get());
      case 4 -> (w, seen, me) -> w.y.set(value);
      case 5 -> (w, seen, me) -> seen.append(w.a.compareAndSet(0, value) ? 't' : 'f');
      case 6 -> (w, seen, me) -> seen.append(w.a.incrementAndGet());
      case 7 -> (w, seen, me) -> w.adder.increment();
      default -> (w, seen, me) -> seen.append(w.adder.sum());
    };
  }

  private static Op lock(Random random) {
    Op inner = variable(random);
    return switch (random.nextInt(5)) {
      case 0 -> inner;
      case 1 -> locked(w -> w.lock, inner);
      case 2 -> locked(w -> w.lock, locked(w -> w.other, inner));
      case 3 -> locked(w -> w.other, locked(w -> w.lock, inner));
      default -> locked(w -> w.plain, inner);
    };
  }

  private static Op locked(java.util.function.Function<World, Lock> which, Op inner) {
    return (w, seen, me) -> {
      which.apply(w).lock();
      inner.run(w, seen, me);
      which.apply(w).unlock();
    };
  }

  private static Op tryLock(Random random) {
    Op inner = variable(random);
    return switch (random.nextInt(4)) {
      case 0 -> lock(random);
      case 1 ->
          (w, seen, me) -> {
            boolean held = w.lock.tryLock();
            seen.append(held ? 't' : 'f');
            if (held) {
              inner.run(w, seen, me);
              w.lock.unlock();
            }
          };
      case 2 ->
          (w, seen, me) -> {
            boolean held = w.lock.tryLock(1, TimeUnit.MILLISECONDS);
            seen.append(held ? 't' : 'f');
            if (held) {
              inner.run(w, seen, me);
              w.lock.unlock();
            }
          };
      default -> (w, seen, me) -> w.plain.unlock();
    };
  }

  private static Op readWrite(Random random) {
    Op inner = variable(random);
    return switch (random.nextInt(4)) {
      case 0 -> locked(w -> w.shared.readLock(), inner);
      case 1 -> locked(w -> w.shared.writeLock(), inner);
      case 2 ->
          (w, seen, me) -> {
            boolean held = w.shared.writeLock().tryLock();
            seen.append(held ? 't' : 'f');
            if (held) {
              w.shared.writeLock().unlock();
            }
          };
      default -> locked(w -> w.shared.readLock(), locked(w -> w.shared.readLock(), inner));
    };
  }

  private static Op condition(Random random) {
    Op inner = variable(random);
    return switch (random.nextInt(6)) {
      case 0 -> locked(w -> w.lock, inner);
      case 1 -> locked(w -> w.lock, (w, seen, me) -> w.condition.await());
      case 2 -> locked(w -> w.lock, (w, seen, me) -> w.condition.signal());
      case 3 -> locked(w -> w.lock, (w, seen, me) -> w.condition.signalAll());
      case 4 ->
          locked(
              w -> w.lock,
              (w, seen, me) ->
                  seen.append(w.condition.await(1, TimeUnit.MILLISECONDS) ? 't' : 'f'));
      default -> inner;
    };
  }

  private static Op semaphore(Random random) {
    Op inner = variable(random);
    return switch (random.nextInt(7)) {
      case 0 -> (w, seen, me) -> w.permits.acquire();
      case 1 -> (w, seen, me) -> w.permits.release();
      case 2 -> (w, seen, me) -> seen.append(w.permits.tryAcquire() ? 't' : 'f');
      case 3 ->
          (w, seen, me) -> seen.append(w.permits.tryAcquire(1, TimeUnit.MILLISECONDS) ? 't' : 'f');
      case 4 -> (w, seen, me) -> seen.append(w.permits.availablePermits());
      case 5 ->
          (w, seen, me) -> {
            w.permits.acquire();
            inner.run(w, seen, me);
            w.permits.release();
          };
      default -> (w, seen, me) -> w.bounded.release();
    };
  }

  private static Op event(Random random) {
    return switch (random.nextInt(7)) {
      case 0 -> (w, seen, me) -> w.manual.set();
      case 1 -> (w, seen, me) -> w.manual.clear();
      case 2 -> (w, seen, me) -> w.manual.await();
      case 3 -> (w, seen, me) -> seen.append(w.manual.await(Duration.ofMillis(1)) ? 't' : 'f');
      case 4 -> (w, seen, me) -> w.auto.set();
      case 5 -> (w, seen, me) -> w.auto.await();
      default -> (w, seen, me) -> seen.append(w.manual.isSet() ? 't' : 'f');
    };
  }

  private static Op latch(Random random) {
    return switch (random.nextInt(5)) {
      case 0, 1 -> (w, seen, me) -> w.latch.countDown();
      case 2 -> (w, seen, me) -> w.latch.await();
      case 3 -> (w, seen, me) -> seen.append(w.latch.await(1, TimeUnit.MILLISECONDS) ? 't' : 'f');
      default -> (w, seen, me) -> seen.append(w.latch.getCount());
    };
  }

  private static Op barrier(Random random) {
    int choice = random.nextInt(4);
    Op inner = variable(random);
    return (w, seen, me) -> {
      try {
        switch (choice) {
          case 0, 1 -> seen.append(w.barrier.await());
          case 2 -> seen.append(w.barrier.await(1, TimeUnit.MILLISECONDS));
          default -> inner.run(w, seen, me);
        }
      } catch (BrokenBarrierException e) {
        seen.append('b');
      } catch (TimeoutException e) {
        seen.append('l');
      }
    };
  }

  private static Op queue(Random random) {
    int value = random.nextInt(3);
    return switch (random.nextInt(10)) {
      case 0, 1 -> (w, seen, me) -> w.queue.put(value);
      case 2, 3 -> (w, seen, me) -> seen.append(w.queue.take());
      case 4 -> (w, seen, me) -> seen.append(w.queue.offer(value) ? 't' : 'f');
      case 5 -> (w, seen, me) -> seen.append(w.queue.poll());
      case 6 -> (w, seen, me) -> w.queue.taskDone();
      case 7 -> (w, seen, me) -> w.queue.join();
      case 8 -> (w, seen, me) -> seen.append(w.queue.join(1, TimeUnit.MILLISECONDS) ? 't' : 'f');
      default -> (w, seen, me) -> seen.append(w.queue.poll(1, TimeUnit.MILLISECONDS));
    };
  }

  private static Op thread(Random random) {
    return switch (random.nextInt(7)) {
      case 0 -> (w, seen, me) -> other(w, me).interrupt();
      case 1 -> (w, seen, me) -> seen.append(TracedThread.interrupted() ? 't' : 'f');
      case 2 -> (w, seen, me) -> TracedThread.sleep(1);
      case 3 -> (w, seen, me) -> TracedThread.park();
      case 4 -> (w, seen, me) -> other(w, me).unpark();
      case 5 -> (w, seen, me) -> seen.append(other(w, me).isAlive() ? 't' : 'f');
      default -> (w, seen, me) -> w.permits.acquire();
    };
  }

  private static TracedThread other(World world, int me) {
    return world.threads.get((me + 1) % world.threads.size());
  }

  // Pools take many steps: one thread, one task, and what can happen to it.
  private static Op pool(Random random) {
    int fate = random.nextInt(3);
    return (w, seen, me) -> {
      TracedExecutor pool = TracedExecutor.fixed("pool", 1);
      Future<?> future = pool.submit(() -> w.x.set(1));
      switch (fate) {
        case 0 -> seen.append(future.cancel(false) ? 'c' : 'd');
        case 1 -> seen.append(future.isDone() ? 'd' : 'n');
        default -> {}
      }
      pool.shutdown();
    };
  }
}
