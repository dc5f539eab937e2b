package io.interleave.scenarios.stoprequest;

import io.interleave.engine.event.Outcome;
import io.interleave.engine.primitive.Activity;
import io.interleave.engine.primitive.SharedInt;
import io.interleave.engine.primitive.TracedThread;
import io.interleave.engine.run.Program;
import java.time.Duration;

/** The sweeper looks at the sign before each room, and sleeps through the night in between. */
record FlagAlone(int hold, int nap, int patience) implements Program {

  @Override
  public Outcome run() throws InterruptedException {
    SharedInt rooms = SharedInt.volatileInt("rooms", 0);
    SharedInt stop = SharedInt.volatileInt("stop", 0);
    TracedThread sweeper = TracedThread.daemon("sweeper", () -> sweep(rooms, stop)).start();

    TracedThread.sleep(hold);
    stop.set(1);

    boolean ended = sweeper.join(Duration.ofMillis(patience));
    return StopRequest.outcome(ended, rooms.get());
  }

  private void sweep(SharedInt rooms, SharedInt stop) throws InterruptedException {
    while (stop.get() == 0) {
      Activity.work(10);
      rooms.set(rooms.get() + 1);
      TracedThread.sleep(nap);
    }
  }
}
