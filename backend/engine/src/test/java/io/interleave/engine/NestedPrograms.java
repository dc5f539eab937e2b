package io.interleave.engine;

import io.interleave.engine.event.Outcome;
import io.interleave.engine.primitive.TracedExecutor;
import io.interleave.engine.primitive.TracedLatch;
import io.interleave.engine.primitive.TracedLock;
import io.interleave.engine.primitive.TracedReadWriteLock;
import io.interleave.engine.primitive.TracedReentrantLock;
import io.interleave.engine.primitive.TracedSemaphore;
import io.interleave.engine.primitive.TracedThread;
import io.interleave.engine.run.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/**
 * Small random programs in which one lock is taken inside another, under gates and in phases, or
 * tasks wait for tasks.
 */
public final class NestedPrograms {

  private static final class World {
    final TracedReentrantLock first = new TracedReentrantLock("first");
    final Condition condition = first.newCondition("condition");
    final TracedReadWriteLock shared = new TracedReadWriteLock("shared");
    final List<Lock> locks =
        List.of(
            first,
            new TracedReentrantLock("second"),
            new TracedReentrantLock("third"),
            new TracedLock("plain"),
            shared.readLock(),
            shared.writeLock());
    final TracedSemaphore footman = new TracedSemaphore("footman", 2);
    final TracedSemaphore mutex = new TracedSemaphore("mutex", 1);
    final TracedLatch latch = new TracedLatch("latch", 1);
    final List<TracedThread> threads = new ArrayList<>();
    final List<Future<?>> futures = new ArrayList<>();
  }

  private interface Op {
    void run(World world) throws InterruptedException;
  }

  // Mostly those that can be taken inside each other and again.
  private static final int[] WHICH = {0, 0, 1, 1, 1, 2, 2, 2, 0, 1, 2, 0, 1, 2, 3, 4, 4, 5};

  private NestedPrograms() {}

  /** Locks inside locks, alone: each thread is a few of these. */
  public static Program locks(Random random, int threads) {
    return program(random, threads, 3, true);
  }

  /** The same with gates, phases, conditions, and threads that wait for each other's end. */
  public static Program gated(Random random, int threads) {
    return program(random, threads, 3, false);
  }

  private static Program program(Random random, int threads, int depth, boolean locksOnly) {
    List<Op> bodies = new ArrayList<>();
    boolean[] joinsFirst = new boolean[threads];
    for (int t = 0; t < threads; t++) {
      int me = t;
      Op body = ops(random, depth, locksOnly, me);
      bodies.add(body);
      joinsFirst[t] = !locksOnly && t > 0 && random.nextInt(6) == 0;
    }
    return () -> {
      World world = new World();
      for (int t = 0; t < threads; t++) {
        int me = t;
        world.threads.add(
            TracedThread.platform(
                "t" + (t + 1),
                () -> {
                  try {
                    bodies.get(me).run(world);
                  } catch (IllegalMonitorStateException e) {
                    // somebody else released the plain lock
                  }
                }));
      }
      for (int t = 0; t < threads; t++) {
        if (joinsFirst[t]) {
          world.threads.get(t - 1).join();
        }
        world.threads.get(t).start();
      }
      for (TracedThread thread : world.threads) {
        thread.join();
      }
      return new Outcome("", true, "");
    };
  }

  private static Op ops(Random random, int depth, boolean locksOnly, int me) {
    List<Op> ops = new ArrayList<>();
    int count = depth == 0 ? 0 : 1 + random.nextInt(2);
    for (int i = 0; i < count; i++) {
      ops.add(op(random, depth, locksOnly, me));
    }
    return world -> {
      for (Op op : ops) {
        op.run(world);
      }
    };
  }

  private static Op op(Random random, int depth, boolean locksOnly, int me) {
    Op inner = ops(random, depth - 1, locksOnly, me);
    int which = WHICH[random.nextInt(locksOnly ? 8 : WHICH.length)];
    return switch (locksOnly ? 0 : random.nextInt(40)) {
      default ->
          world -> {
            world.locks.get(which).lock();
            inner.run(world);
            world.locks.get(which).unlock();
          };
      case 7 ->
          world -> {
            if (world.locks.get(which).tryLock()) {
              inner.run(world);
              world.locks.get(which).unlock();
            }
          };
      case 8, 15, 16, 17 ->
          world -> {
            TracedSemaphore gate = which % 2 == 0 ? world.footman : world.mutex;
            gate.acquire();
            inner.run(world);
            gate.release();
          };
      case 9, 10 -> world -> world.latch.countDown();
      case 11 ->
          world -> {
            if (me > 0) {
              world.latch.await();
            }
          };
      case 12 ->
          world -> {
            world.first.lock();
            world.condition.signal();
            inner.run(world);
            world.first.unlock();
          };
      case 13 ->
          world -> {
            world.first.lock();
            inner.run(world);
            world.condition.await();
            world.first.unlock();
          };
      case 14 ->
          world -> {
            if (which == 0) {
              world.locks.get(0).lock(); // and never lets go
            } else {
              world.threads.get((me + 1) % world.threads.size()).join();
            }
          };
    };
  }

  private interface Job {
    void run(World world, TracedExecutor pool) throws InterruptedException;
  }

  /** Tasks that hand tasks over, wait for them and for others, and take locks. */
  public static Program tasks(Random random) {
    int workers = 1 + random.nextInt(2);
    int max = workers + random.nextInt(2);
    Job body = jobs(random, 3);
    return () -> {
      World world = new World();
      TracedExecutor pool =
          max == workers
              ? TracedExecutor.fixed("pool", workers)
              : TracedExecutor.bounded("pool", workers, max, 2);
      body.run(world, pool);
      pool.shutdown();
      return new Outcome("", true, "");
    };
  }

  private static Job jobs(Random random, int depth) {
    List<Job> jobs = new ArrayList<>();
    int count = depth == 0 ? 0 : 1 + random.nextInt(2);
    for (int i = 0; i < count; i++) {
      jobs.add(job(random, depth));
    }
    return (world, pool) -> {
      for (Job job : jobs) {
        job.run(world, pool);
      }
    };
  }

  private static Job job(Random random, int depth) {
    Job inner = jobs(random, depth - 1);
    int which = random.nextInt(3);
    return switch (random.nextInt(5)) {
      case 0, 1 ->
          (world, pool) -> world.futures.add(pool.submit(() -> quietly(inner, world, pool)));
      case 2 -> (world, pool) -> get(pool.submit(() -> quietly(inner, world, pool)));
      case 3 ->
          (world, pool) -> {
            if (which < world.futures.size()) {
              get(world.futures.get(which));
            }
          };
      default ->
          (world, pool) -> {
            world.locks.get(which).lock();
            inner.run(world, pool);
            world.locks.get(which).unlock();
          };
    };
  }

  private static void quietly(Job job, World world, TracedExecutor pool) {
    try {
      job.run(world, pool);
    } catch (InterruptedException | RejectedExecutionException e) {
      // it ends here
    }
  }

  private static void get(Future<?> future) throws InterruptedException {
    try {
      future.get();
    } catch (ExecutionException e) {
      // that is its result
    }
  }
}
