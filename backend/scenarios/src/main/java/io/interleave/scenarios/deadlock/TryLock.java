package io.interleave.scenarios.deadlock;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.interleave.engine.event.Outcome;
import io.interleave.engine.primitive.Activity;
import io.interleave.engine.primitive.TracedReentrantLock;
import io.interleave.engine.primitive.TracedThread;
import io.interleave.engine.run.Program;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;

/** Nobody waits for ever with a lock in hand. */
record TryLock(int gap, int copies, int patience) implements Program {

  @Override
  public Outcome run() throws InterruptedException {
    Lock scanner = new TracedReentrantLock("scanner");
    Lock printer = new TracedReentrantLock("printer");
    AtomicInteger made = new AtomicInteger();
    AtomicInteger attempts = new AtomicInteger();

    TracedThread ann =
        TracedThread.platform("Ann", () -> copy(scanner, printer, made, attempts, new Random(1)));
    TracedThread bob =
        TracedThread.platform("Bob", () -> copy(printer, scanner, made, attempts, new Random(2)));
    ann.start();
    bob.start();
    ann.join();
    bob.join();

    return Deadlock.outcome(made.get(), 2 * copies, attempts.get());
  }

  private void copy(
      Lock first, Lock second, AtomicInteger made, AtomicInteger attempts, Random dice)
      throws InterruptedException {
    for (int i = 0; i < copies; i++) {
      while (!copied(first, second)) {
        attempts.incrementAndGet();
        TracedThread.sleep(dice.nextInt(1, 2 * (gap + patience)));
      }
      attempts.incrementAndGet();
      made.incrementAndGet();
    }
  }

  private boolean copied(Lock first, Lock second) throws InterruptedException {
    first.lock();
    try {
      TracedThread.sleep(gap);
      if (!second.tryLock(patience, MILLISECONDS)) {
        return false;
      }
      try {
        Activity.work(10);
        return true;
      } finally {
        second.unlock();
      }
    } finally {
      first.unlock();
    }
  }
}
