package io.interleave.scenarios.livelock;

import io.interleave.engine.event.Outcome;
import io.interleave.engine.primitive.Activity;
import io.interleave.engine.primitive.TracedReentrantLock;
import io.interleave.engine.primitive.TracedThread;
import io.interleave.engine.run.Program;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;

/** Whoever cannot have both puts back what it has, and tries again when the clock strikes. */
record NextStroke(int attempts, int pause) implements Program {

  // How long it takes to reach for something, and to put it back.
  private static final int REACH = 30;

  @Override
  public Outcome run() throws InterruptedException {
    Lock knife = new TracedReentrantLock("knife");
    Lock fork = new TracedReentrantLock("fork");
    AtomicInteger meals = new AtomicInteger();
    long began = System.currentTimeMillis();

    TracedThread ann = TracedThread.platform("Ann", () -> eat(knife, fork, meals, began));
    TracedThread bob = TracedThread.platform("Bob", () -> eat(fork, knife, meals, began));
    ann.start();
    bob.start();
    ann.join();
    bob.join();

    return Livelock.outcome(meals.get());
  }

  private void eat(Lock first, Lock second, AtomicInteger meals, long began)
      throws InterruptedException {
    for (int i = 0; i < attempts; i++) {
      if (hasEaten(first, second)) {
        meals.incrementAndGet();
        return;
      }
      TracedThread.sleep(pause - (System.currentTimeMillis() - began) % pause);
    }
  }

  private boolean hasEaten(Lock first, Lock second) throws InterruptedException {
    first.lock();
    try {
      TracedThread.sleep(REACH);
      if (!second.tryLock()) {
        TracedThread.sleep(REACH);
        return false;
      }
      try {
        Activity.io(5);
        return true;
      } finally {
        second.unlock();
      }
    } finally {
      first.unlock();
    }
  }
}
