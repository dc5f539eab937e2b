package io.interleave.scenarios.livelock;

import io.interleave.engine.event.Outcome;
import io.interleave.engine.primitive.Activity;
import io.interleave.engine.primitive.TracedBarrier;
import io.interleave.engine.primitive.TracedReentrantLock;
import io.interleave.engine.primitive.TracedThread;
import io.interleave.engine.run.Program;
import java.util.Random;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;

/** Who is hungry throws dice for whether to reach out now, or to let this time pass. */
record RandomPause(int attempts, int pause) implements Program {

  @Override
  public Outcome run() throws InterruptedException {
    Lock knife = new TracedReentrantLock("knife");
    Lock fork = new TracedReentrantLock("fork");
    CyclicBarrier clock = new TracedBarrier("clock", 2);
    AtomicInteger meals = new AtomicInteger();

    TracedThread ann =
        TracedThread.platform("Ann", () -> dine(knife, fork, clock, meals, new Random(2)));
    TracedThread bob =
        TracedThread.platform("Bob", () -> dine(fork, knife, clock, meals, new Random(4)));
    ann.start();
    bob.start();
    ann.join();
    bob.join();

    return Livelock.outcome(meals.get());
  }

  private void dine(Lock first, Lock second, CyclicBarrier clock, AtomicInteger meals, Random dice)
      throws InterruptedException {
    boolean hungry = true;
    for (int i = 0; i < attempts; i++) {
      boolean tries = hungry && dice.nextBoolean();
      if (tries) {
        first.lock();
      }
      awaitStroke(clock);
      if (tries && second.tryLock()) {
        Activity.io(5);
        meals.incrementAndGet();
        hungry = false;
        second.unlock();
      }
      awaitStroke(clock);
      if (tries) {
        first.unlock();
      }
    }
  }

  private void awaitStroke(CyclicBarrier clock) throws InterruptedException {
    TracedThread.sleep(pause);
    try {
      clock.await();
    } catch (BrokenBarrierException e) {
      throw new IllegalStateException(e);
    }
  }
}
