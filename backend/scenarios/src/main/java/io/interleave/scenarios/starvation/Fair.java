package io.interleave.scenarios.starvation;

import io.interleave.engine.event.Outcome;
import io.interleave.engine.primitive.Activity;
import io.interleave.engine.primitive.TracedReadWriteLock;
import io.interleave.engine.primitive.TracedThread;
import io.interleave.engine.run.Program;
import io.interleave.scenario.Threads;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReadWriteLock;

/** A guide goes in behind whoever has waited longer. */
record Fair(int guides, int tours, int hold) implements Program {

  @Override
  public Outcome run() throws InterruptedException {
    ReadWriteLock room = new TracedReadWriteLock("room", true);
    AtomicInteger given = new AtomicInteger();
    AtomicInteger before = new AtomicInteger();

    List<TracedThread> staff =
        Threads.start(
            guides,
            "guide",
            number -> {
              TracedThread.sleep(number * hold / guides);
              for (int tour = 0; tour < tours; tour++) {
                room.readLock().lock();
                try {
                  Activity.io(hold);
                  given.incrementAndGet();
                } finally {
                  room.readLock().unlock();
                }
              }
            });
    TracedThread.sleep(2 * hold);
    TracedThread painter =
        TracedThread.platform(
            "painter",
            () -> {
              room.writeLock().lock();
              try {
                before.set(given.get());
                Activity.io(hold);
              } finally {
                room.writeLock().unlock();
              }
            });
    painter.start().join();
    Threads.join(staff);

    return Starvation.outcome(before.get(), guides * tours);
  }
}
