package io.interleave.scenarios.lostupdate;

import io.interleave.engine.event.Outcome;
import io.interleave.engine.primitive.Activity;
import io.interleave.engine.primitive.SharedInt;
import io.interleave.engine.primitive.TracedReentrantLock;
import io.interleave.engine.run.Program;
import io.interleave.scenario.Threads;
import java.util.concurrent.locks.Lock;

/** Three steps, and one thread at a time may take them. */
record LockedCounter(int threads, int increments, int gap) implements Program {

  @Override
  public Outcome run() throws InterruptedException {
    SharedInt counter = SharedInt.plain("counter", 0);
    Lock lock = new TracedReentrantLock("counter lock");

    Threads.startAndJoin(
        threads,
        "turnstile",
        number -> {
          for (int i = 0; i < increments; i++) {
            lock.lock();
            try {
              int seen = counter.get();
              Activity.work(gap);
              counter.set(seen + 1);
            } finally {
              lock.unlock();
            }
          }
        });

    return LostUpdate.outcome(counter.get(), threads * increments);
  }
}
