package io.interleave.scenarios.wronglock;

import io.interleave.engine.event.Outcome;
import io.interleave.engine.primitive.Activity;
import io.interleave.engine.primitive.SharedInt;
import io.interleave.engine.primitive.TracedReentrantLock;
import io.interleave.engine.primitive.TracedThread;
import io.interleave.engine.run.Program;
import io.interleave.scenario.Threads;
import java.util.concurrent.locks.Lock;

/** Everybody holds the same lock in the store, the one that belongs to the stock. */
record LockOfTheStock(int threads, int crates, int hold) implements Program {

  @Override
  public Outcome run() throws InterruptedException {
    SharedInt stock = SharedInt.plain("stock", 0);
    Lock lock = new TracedReentrantLock("stock lock");

    Threads.startAndJoin(
        threads,
        "porter",
        number -> {
          for (int i = 0; i < crates; i++) {
            TracedThread.sleep(hold);
            lock.lock();
            try {
              int before = stock.get();
              Activity.io(hold);
              stock.set(before + 1);
            } finally {
              lock.unlock();
            }
          }
        });

    return WrongLock.outcome(stock.get(), threads * crates);
  }
}
