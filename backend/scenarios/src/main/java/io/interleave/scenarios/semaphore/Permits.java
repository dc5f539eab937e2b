package io.interleave.scenarios.semaphore;

import io.interleave.engine.event.Outcome;
import io.interleave.engine.primitive.Activity;
import io.interleave.engine.primitive.TracedAtomicInt;
import io.interleave.engine.primitive.TracedSemaphore;
import io.interleave.engine.run.Program;
import io.interleave.scenario.Threads;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** A permit for each download, and back it goes, whatever happens. */
record Permits(int threads, int permits, int files, int hold, int pause) implements Program {

  @Override
  public Outcome run() throws InterruptedException {
    TracedAtomicInt downloads = new TracedAtomicInt("downloads", 0);
    AtomicInteger most = new AtomicInteger();
    Semaphore connections = new TracedSemaphore("connections", permits);

    Threads.startAndJoin(
        threads,
        "downloader",
        number -> {
          for (int i = 0; i < files; i++) {
            connections.acquire();
            try {
              most.accumulateAndGet(downloads.incrementAndGet(), Math::max);
              Activity.io(hold);
              downloads.decrementAndGet();
            } finally {
              connections.release();
            }
            Activity.work(pause);
          }
        });

    return LimitedDownloads.outcome(most.get(), permits);
  }
}
