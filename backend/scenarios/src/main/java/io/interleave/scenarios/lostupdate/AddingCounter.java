package io.interleave.scenarios.lostupdate;

import io.interleave.engine.event.Outcome;
import io.interleave.engine.primitive.Activity;
import io.interleave.engine.primitive.TracedLongAdder;
import io.interleave.engine.run.Program;
import io.interleave.scenario.Threads;
import java.util.concurrent.atomic.LongAdder;

/** Each thread adds to a cell of its own, where it can; the sum is taken at the end. */
record AddingCounter(int threads, int increments, int gap) implements Program {

  @Override
  public Outcome run() throws InterruptedException {
    LongAdder counter = new TracedLongAdder("counter");

    Threads.startAndJoin(
        threads,
        "turnstile",
        number -> {
          for (int i = 0; i < increments; i++) {
            Activity.work(gap);
            counter.increment();
          }
        });

    return LostUpdate.outcome(counter.sum(), threads * increments);
  }
}
