package io.interleave.scenarios.checkthenact;

import io.interleave.engine.event.Outcome;
import io.interleave.engine.primitive.Activity;
import io.interleave.engine.primitive.SharedInt;
import io.interleave.engine.primitive.TracedThread;
import io.interleave.engine.run.Program;
import io.interleave.scenario.Threads;
import java.util.concurrent.atomic.AtomicInteger;

/** Looks whether a seat is free, and sells it a moment later. */
record LookAndSell(int threads, int seats, int window) implements Program {

  @Override
  public Outcome run() throws InterruptedException {
    SharedInt free = SharedInt.plain("free seats", seats);
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
            free.set(seat - 1);
            Activity.note("sold seat " + seat);
            tickets.incrementAndGet();
          }
        });

    return CheckThenAct.outcome(tickets.get(), seats);
  }
}
