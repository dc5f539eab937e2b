package io.interleave.scenarios.stampedlock;

import io.interleave.engine.event.Outcome;
import io.interleave.engine.primitive.Activity;
import io.interleave.engine.primitive.SharedInt;
import io.interleave.engine.primitive.TracedStampedLock;
import io.interleave.engine.primitive.TracedThread;
import io.interleave.engine.run.Program;
import io.interleave.scenario.Threads;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.StampedLock;

/** Who looks holds nothing, and believes whatever is there. */
record Unchecked(int lookouts, int looks, int moves, int pause, int look) implements Program {

  @Override
  public Outcome run() throws InterruptedException {
    SharedInt east = SharedInt.volatileInt("east", 0);
    SharedInt north = SharedInt.volatileInt("north", 0);
    StampedLock chart = new TracedStampedLock("chart");
    AtomicInteger torn = new AtomicInteger();
    AtomicInteger heldUp = new AtomicInteger();

    List<TracedThread> readers =
        Threads.start(
            lookouts,
            "lookout",
            number -> {
              for (int i = 0; i < looks; i++) {
                int x = east.get();
                TracedThread.sleep(look);
                int y = north.get();
                if (x != y) {
                  torn.incrementAndGet();
                }
              }
            });
    for (int i = 1; i <= moves; i++) {
      long stamp = chart.tryWriteLock();
      if (stamp == 0) {
        heldUp.incrementAndGet();
        stamp = chart.writeLock();
      }
      east.set(i);
      Activity.work(1);
      north.set(i);
      chart.unlockWrite(stamp);
      TracedThread.sleep(pause);
    }
    Threads.join(readers);

    return Stamped.outcome(lookouts * looks, torn.get(), heldUp.get());
  }
}
