package io.interleave.scenarios.monitor;

import io.interleave.engine.event.Outcome;
import io.interleave.engine.primitive.Activity;
import io.interleave.engine.primitive.SharedInt;
import io.interleave.engine.primitive.TracedReentrantLock;
import io.interleave.engine.primitive.TracedThread;
import io.interleave.engine.run.Program;
import java.util.concurrent.locks.Lock;

/** A till with one thread inside, whichever of its methods it came in by. */
record EveryMethod(int tasks, int hold) implements Program {

  @Override
  public Outcome run() throws InterruptedException {
    Till till = new Till(hold);

    TracedThread ann = TracedThread.platform("Ann", () -> repeat(till::sell));
    TracedThread bob = TracedThread.platform("Bob", () -> repeat(till::print));
    ann.start();
    bob.start();
    ann.join();
    bob.join();

    return TillMonitor.outcome(till.coins.get(), till.slips.get(), tasks);
  }

  private void repeat(Runnable task) {
    for (int i = 0; i < tasks; i++) {
      task.run();
    }
  }

  private static final class Till {
    private final int hold;
    private final Lock lock = new TracedReentrantLock("till");
    private final SharedInt coins = SharedInt.plain("coins", 0);
    private final SharedInt slips = SharedInt.plain("slips", 0);

    Till(int hold) {
      this.hold = hold;
    }

    void sell() {
      lock.lock();
      try {
        int before = coins.get();
        Activity.work(hold);
        coins.set(before + 1);
        print();
      } finally {
        lock.unlock();
      }
    }

    void print() {
      lock.lock();
      try {
        int before = slips.get();
        Activity.work(hold);
        slips.set(before + 1);
      } finally {
        lock.unlock();
      }
    }
  }
}
