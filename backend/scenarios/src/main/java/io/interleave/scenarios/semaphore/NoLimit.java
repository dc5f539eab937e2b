package io.interleave.scenarios.semaphore;

import io.interleave.engine.event.Outcome;
import io.interleave.engine.primitive.Activity;
import io.interleave.engine.primitive.TracedAtomicInt;
import io.interleave.engine.run.Program;
import io.interleave.scenario.Threads;
import java.util.concurrent.atomic.AtomicInteger;

/** All at once, whatever the server allows. */
record NoLimit(int threads, int permits, int files, int hold, int pause) implements Program {

  @Override
  public Outcome run() throws InterruptedException {
    TracedAtomicInt downloads = new TracedAtomicInt("downloads", 0);
    AtomicInteger most = new AtomicInteger();

    Threads.startAndJoin(
        threads,
        "downloader",
        number -> {
          for (int i = 0; i < files; i++) {
            most.accumulateAndGet(downloads.incrementAndGet(), Math::max);
            Activity.io(hold);
            downloads.decrementAndGet();
            Activity.work(pause);
          }
        });

    return LimitedDownloads.outcome(most.get(), permits);
  }
}
