package io.interleave.scenarios.checkthenact;

import io.interleave.engine.event.Outcome;
import io.interleave.engine.primitive.Activity;
import io.interleave.engine.primitive.TracedAtomicInt;
import io.interleave.engine.primitive.TracedThread;
import io.interleave.engine.run.Program;
import io.interleave.scenario.Threads;
import java.util.concurrent.atomic.AtomicInteger;

/** Sells the seat only if it is still the one that was looked at. */
record CompareAndSet(int threads, int seats, int window) implements Program {

  @Override
  public Outcome run() throws InterruptedException {
    TracedAtomicInt free = new TracedAtomicInt("free seats", seats);
    AtomicInteger tickets = new AtomicInteger();

    Threads.startAndJoin(
        threads,
        "counter",
        number -> {
          while (true) {
            TracedThread.sleep(window);
            int seat = free.get();
            if (seat == 0) {
              return;
            }
            Activity.io(window);
            if (free.compareAndSet(seat, seat - 1)) {
              Activity.note("sold seat " + seat);
              tickets.incrementAndGet();
            }
          }
        });

    return CheckThenAct.outcome(tickets.get(), seats);
  }
}
