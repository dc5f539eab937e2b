package io.interleave.scenarios.ifinsteadofwhile;

import io.interleave.engine.event.Outcome;
import io.interleave.engine.primitive.SharedInt;
import io.interleave.engine.primitive.TracedReentrantLock;
import io.interleave.engine.primitive.TracedThread;
import io.interleave.engine.run.Program;
import io.interleave.scenario.Threads;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;

/** Whoever was called looks whether there still is a bike. */
record AskAgain(int riders, int rides, int ride) implements Program {

  @Override
  public Outcome run() throws InterruptedException {
    TracedReentrantLock station = new TracedReentrantLock("station");
    Condition returned = station.newCondition("bike returned");
    SharedInt bikes = SharedInt.plain("bikes", 1);
    AtomicInteger lowest = new AtomicInteger(1);

    Threads.startAndJoin(
        riders,
        "rider",
        number -> {
          for (int i = 0; i < rides; i++) {
            station.lock();
            try {
              while (bikes.get() < 1) {
                returned.await();
              }
              int left = bikes.get() - 1;
              bikes.set(left);
              lowest.accumulateAndGet(left, Math::min);
            } finally {
              station.unlock();
            }
            TracedThread.sleep(ride);
            station.lock();
            try {
              bikes.set(bikes.get() + 1);
              returned.signal();
            } finally {
              station.unlock();
            }
          }
        });

    return IfInsteadOfWhile.outcome(lowest.get(), riders * rides);
  }
}
