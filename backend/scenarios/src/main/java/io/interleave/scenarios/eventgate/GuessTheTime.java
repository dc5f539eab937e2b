package io.interleave.scenarios.eventgate;

import io.interleave.engine.event.Outcome;
import io.interleave.engine.primitive.SharedInt;
import io.interleave.engine.primitive.TracedThread;
import io.interleave.engine.run.Program;
import io.interleave.scenario.Threads;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Visitors guess how long the keeper will take. */
record GuessTheTime(int visitors, int walk, int guess, int delay) implements Program {

  @Override
  public Outcome run() throws InterruptedException {
    SharedInt open = SharedInt.volatileInt("open", 0);
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger early = new AtomicInteger();

    List<TracedThread> people =
        Threads.start(
            visitors,
            "visitor",
            number -> {
              TracedThread.sleep(number * walk);
              TracedThread.sleep(guess);
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
            });
    keeper.start().join();
    Threads.join(people);

    return EventGate.outcome(inside.get(), early.get(), visitors);
  }
}
