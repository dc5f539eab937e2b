package io.interleave.scenarios.fairness;

import io.interleave.engine.event.Outcome;
import io.interleave.engine.primitive.Activity;
import io.interleave.engine.primitive.TracedReentrantLock;
import io.interleave.engine.run.Program;
import io.interleave.scenario.Threads;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.Lock;

/** Whoever is there when the counter becomes free has it, however long others have waited. */
record Barging(int threads, int turns, int hold, int patience) implements Program {

  @Override
  public Outcome run() throws InterruptedException {
    Lock counter = new TracedReentrantLock("counter", false);
    AtomicIntegerArray served = new AtomicIntegerArray(threads + 1);
    AtomicInteger most = new AtomicInteger();

    Threads.startAndJoin(
        threads,
        "customer",
        number -> {
          int[] before = new int[threads + 1];
          for (int i = 0; i < turns; i++) {
            for (int other = 1; other <= threads; other++) {
              before[other] = served.get(other);
            }
            counter.lock();
            try {
              for (int other = 1; other <= threads; other++) {
                most.accumulateAndGet(served.get(other) - before[other], Math::max);
              }
              served.incrementAndGet(number);
              Activity.io(hold);
            } finally {
              counter.unlock();
            }
          }
        });

    return Fairness.outcome(most.get(), patience);
  }
}
