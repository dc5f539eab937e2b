package io.interleave.scenarios.nestedmonitor;

import io.interleave.engine.event.Outcome;
import io.interleave.engine.primitive.Activity;
import io.interleave.engine.primitive.SharedInt;
import io.interleave.engine.primitive.TracedReentrantLock;
import io.interleave.engine.primitive.TracedThread;
import io.interleave.engine.run.Program;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.stream.IntStream;

/** Whoever goes to the cupboard keeps the doors shut behind. */
record Nested(int doors, int delivery) implements Program {

  @Override
  public Outcome run() throws InterruptedException {
    List<Lock> way =
        IntStream.rangeClosed(1, doors)
            .<Lock>mapToObj(number -> new TracedReentrantLock("door " + number))
            .toList();
    TracedReentrantLock cupboard = new TracedReentrantLock("cupboard");
    Condition filled = cupboard.newCondition("filled");
    SharedInt boxes = SharedInt.plain("boxes", 0);
    AtomicInteger taken = new AtomicInteger();

    TracedThread.Body fetch =
        () -> {
          cupboard.lock();
          try {
            while (boxes.get() == 0) {
              filled.await();
            }
            boxes.set(boxes.get() - 1);
            taken.incrementAndGet();
          } finally {
            cupboard.unlock();
          }
        };
    TracedThread.Body deliver =
        () -> {
          cupboard.lock();
          try {
            boxes.set(boxes.get() + 1);
            filled.signal();
          } finally {
            cupboard.unlock();
          }
        };
    TracedThread clerk = TracedThread.platform("clerk", () -> through(way, fetch)).start();
    TracedThread.sleep(delivery);
    TracedThread supplier = TracedThread.platform("supplier", () -> through(way, deliver)).start();
    clerk.join();
    supplier.join();
    return NestedMonitor.outcome(taken.get());
  }

  private static void through(List<Lock> way, TracedThread.Body errand)
      throws InterruptedException {
    way.forEach(door -> door.lock());
    try {
      Activity.note(TracedThread.currentName() + " came in");
      errand.run();
    } finally {
      way.reversed().forEach(door -> door.unlock());
    }
  }
}
