package io.interleave.scenarios.eventgate;

import io.interleave.engine.event.Outcome;
import io.interleave.engine.primitive.SharedInt;
import io.interleave.engine.primitive.TracedEvent;
import io.interleave.engine.primitive.TracedThread;
import io.interleave.engine.run.Program;
import io.interleave.scenario.Threads;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The gate shuts by itself behind each visitor. */
record OneAtATime(int visitors, int walk, int delay) implements Program {

  @Override
  public Outcome run() throws InterruptedException {
    TracedEvent gate = TracedEvent.autoReset("gate");
    SharedInt open = SharedInt.volatileInt("open", 0);
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger early = new AtomicInteger();

    List<TracedThread> people =
        Threads.start(
            visitors,
            "visitor",
            number -> {
              TracedThread.sleep(number * walk);
              gate.await();
              if (open.get() == 0) {
                early.incrementAndGet();
              }
              inside.incrementAndGet();
            });
    TracedThread keeper =
        TracedThread.platform(
            "keeper",
            () -> {
              TracedThread.sleep(delay);
              open.set(1);
              gate.set();
            });
    keeper.start().join();
    Threads.join(people);

    return EventGate.outcome(inside.get(), early.get(), visitors);
  }
}
