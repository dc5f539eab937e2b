package io.interleave.scenarios.lostsignal;

import io.interleave.engine.event.Outcome;
import io.interleave.engine.primitive.SharedInt;
import io.interleave.engine.primitive.TracedReentrantLock;
import io.interleave.engine.primitive.TracedThread;
import io.interleave.engine.run.Program;
import io.interleave.scenario.Threads;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;

/** Everyone waits for the bell, whatever was before. */
record WaitForBell(int neighbours, int shower, int ride) implements Program {

  @Override
  public Outcome run() throws InterruptedException {
    TracedReentrantLock door = new TracedReentrantLock("door");
    Condition bell = door.newCondition("bell");
    SharedInt parcels = SharedInt.plain("parcels", 0);
    AtomicInteger fetched = new AtomicInteger();

    List<TracedThread> people =
        Threads.start(
            neighbours,
            "neighbour",
            number -> {
              TracedThread.sleep(shower);
              door.lock();
              try {
                bell.await();
                parcels.set(parcels.get() - 1);
                fetched.incrementAndGet();
              } finally {
                door.unlock();
              }
            });
    TracedThread courier =
        TracedThread.platform(
            "courier",
            () -> {
              TracedThread.sleep(ride);
              door.lock();
              try {
                parcels.set(neighbours);
                bell.signalAll();
              } finally {
                door.unlock();
              }
            });
    courier.start().join();
    Threads.join(people);

    return LostSignal.outcome(fetched.get(), neighbours);
  }
}
