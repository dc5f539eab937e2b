package io.interleave.scenarios.lostupdate;

import io.interleave.engine.event.Outcome;
import io.interleave.engine.primitive.Activity;
import io.interleave.engine.primitive.TracedAtomicInt;
import io.interleave.engine.run.Program;
import io.interleave.scenario.Threads;

/** One step that nothing can come between. */
record AtomicCounter(int threads, int increments, int gap) implements Program {

  @Override
  public Outcome run() throws InterruptedException {
    TracedAtomicInt counter = new TracedAtomicInt("counter", 0);

    Threads.startAndJoin(
        threads,
        "turnstile",
        number -> {
          for (int i = 0; i < increments; i++) {
            Activity.work(gap);
            counter.incrementAndGet();
          }
        });

    return LostUpdate.outcome(counter.get(), threads * increments);
  }
}
