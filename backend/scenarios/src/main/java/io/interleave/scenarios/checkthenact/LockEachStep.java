package io.interleave.scenarios.checkthenact;

import io.interleave.engine.event.Outcome;
import io.interleave.engine.primitive.Activity;
import io.interleave.engine.primitive.SharedInt;
import io.interleave.engine.primitive.TracedReentrantLock;
import io.interleave.engine.primitive.TracedThread;
import io.interleave.engine.run.Program;
import io.interleave.scenario.Threads;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;

/** Holds the lock to look, and holds it to sell, but not in between. */
record LockEachStep(int threads, int seats, int window) implements Program {

  @Override
  public Outcome run() throws InterruptedException {
    SharedInt free = SharedInt.plain("free seats", seats);
    Lock lock = new TracedReentrantLock("seat lock");
    AtomicInteger tickets = new AtomicInteger();

    Threads.startAndJoin(
        threads,
        "counter",
        number -> {
          while (true) {
            TracedThread.sleep(window);
            int seat;
            lock.lock();
            try {
              seat = free.get();
            } finally {
              lock.unlock();
            }
            if (seat == 0) {
              return;
            }
            Activity.io(window);
            lock.lock();
            try {
              free.set(seat - 1);
              Activity.note("sold seat " + seat);
            } finally {
              lock.unlock();
            }
            tickets.incrementAndGet();
          }
        });

    return CheckThenAct.outcome(tickets.get(), seats);
  }
}
