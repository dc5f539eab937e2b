package io.interleave.scenarios.lostupdate;

import io.interleave.engine.event.Outcome;
import io.interleave.engine.primitive.Activity;
import io.interleave.engine.primitive.SharedInt;
import io.interleave.engine.run.Program;
import io.interleave.scenario.Threads;

/** Three steps, and nothing keeps other threads out from between them. */
record PlainCounter(int threads, int increments, int gap) implements Program {

  @Override
  public Outcome run() throws InterruptedException {
    SharedInt counter = SharedInt.plain("counter", 0);

    Threads.startAndJoin(
        threads,
        "turnstile",
        number -> {
          for (int i = 0; i < increments; i++) {
            int seen = counter.get();
            Activity.work(gap);
            counter.set(seen + 1);
          }
        });

    return LostUpdate.outcome(counter.get(), threads * increments);
  }
}
