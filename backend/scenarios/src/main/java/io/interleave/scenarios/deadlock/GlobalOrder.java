package io.interleave.scenarios.deadlock;

import io.interleave.engine.event.Outcome;
import io.interleave.engine.primitive.Activity;
import io.interleave.engine.primitive.TracedReentrantLock;
import io.interleave.engine.primitive.TracedThread;
import io.interleave.engine.run.Program;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;

/** Both take the machines in the same order. */
record GlobalOrder(int gap, int copies) implements Program {

  @Override
  public Outcome run() throws InterruptedException {
    Lock scanner = new TracedReentrantLock("scanner");
    Lock printer = new TracedReentrantLock("printer");
    AtomicInteger made = new AtomicInteger();

    TracedThread ann = TracedThread.platform("Ann", () -> copy(scanner, printer, made));
    TracedThread bob = TracedThread.platform("Bob", () -> copy(scanner, printer, made));
    ann.start();
    bob.start();
    ann.join();
    bob.join();

    return Deadlock.outcome(made.get(), 2 * copies);
  }

  private void copy(Lock first, Lock second, AtomicInteger made) throws InterruptedException {
    for (int i = 0; i < copies; i++) {
      first.lock();
      try {
        TracedThread.sleep(gap);
        second.lock();
        try {
          Activity.work(10);
          made.incrementAndGet();
        } finally {
          second.unlock();
        }
      } finally {
        first.unlock();
      }
    }
  }
}
