package io.interleave.scenarios.stoprequest;

import io.interleave.engine.event.Outcome;
import io.interleave.engine.primitive.Activity;
import io.interleave.engine.primitive.SharedInt;
import io.interleave.engine.primitive.TracedThread;
import io.interleave.engine.run.Program;
import java.time.Duration;

/** The sign says why, the interrupt wakes the sweeper to read it. */
record FlagAndInterrupt(int hold, int nap, int patience) implements Program {

  @Override
  public Outcome run() throws InterruptedException {
    SharedInt rooms = SharedInt.volatileInt("rooms", 0);
    SharedInt stop = SharedInt.volatileInt("stop", 0);
    TracedThread sweeper = TracedThread.daemon("sweeper", () -> sweep(rooms, stop)).start();

    TracedThread.sleep(hold);
    stop.set(1);
    sweeper.interrupt();

    boolean ended = sweeper.join(Duration.ofMillis(patience));
    return StopRequest.outcome(ended, rooms.get());
  }

  private void sweep(SharedInt rooms, SharedInt stop) {
    while (stop.get() == 0) {
      Activity.work(10);
      rooms.set(rooms.get() + 1);
      try {
        TracedThread.sleep(nap);
      } catch (InterruptedException e) {
        Activity.note("woken, to look at the sign");
      }
    }
  }
}
