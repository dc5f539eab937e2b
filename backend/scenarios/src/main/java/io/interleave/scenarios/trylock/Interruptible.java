package io.interleave.scenarios.trylock;

import io.interleave.engine.event.Outcome;
import io.interleave.engine.primitive.Activity;
import io.interleave.engine.primitive.TracedLatch;
import io.interleave.engine.primitive.TracedReentrantLock;
import io.interleave.engine.primitive.TracedThread;
import io.interleave.engine.run.Program;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;

/** Bob waits for the copier until somebody calls him. */
record Interruptible(int closing, int patience, int tries) implements Program {

  @Override
  public Outcome run() throws InterruptedException {
    Lock copier = new TracedReentrantLock("copier");
    TracedLatch empty = new TracedLatch("empty house", 1);
    AtomicInteger home = new AtomicInteger();

    TracedThread technician =
        TracedThread.platform(
            "technician",
            () -> {
              copier.lock();
              try {
                empty.await();
              } finally {
                copier.unlock();
              }
              home.incrementAndGet();
            });
    TracedThread bob =
        TracedThread.platform(
            "Bob",
            () -> {
              try {
                TracedThread.sleep(20);
                copy(copier);
              } catch (InterruptedException e) {
                Activity.note("called home");
              }
              home.incrementAndGet();
            });
    technician.start();
    bob.start();
    TracedThread.sleep(closing);
    bob.interrupt();
    bob.join();
    empty.countDown();
    technician.join();

    return TryLockScenario.outcome(home.get());
  }

  private void copy(Lock copier) throws InterruptedException {
    copier.lockInterruptibly();
    try {
      Activity.io(30);
    } finally {
      copier.unlock();
    }
  }
}
