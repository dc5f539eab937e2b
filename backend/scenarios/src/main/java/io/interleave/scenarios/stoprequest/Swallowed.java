package io.interleave.scenarios.stoprequest;

import io.interleave.engine.event.Outcome;
import io.interleave.engine.primitive.Activity;
import io.interleave.engine.primitive.SharedInt;
import io.interleave.engine.primitive.TracedThread;
import io.interleave.engine.run.Program;
import java.time.Duration;

/** The sweeper is woken, takes no notice, and sweeps on. */
record Swallowed(int hold, int nap, int patience) implements Program {

  @Override
  public Outcome run() throws InterruptedException {
    SharedInt rooms = SharedInt.volatileInt("rooms", 0);
    TracedThread sweeper = TracedThread.daemon("sweeper", () -> sweep(rooms)).start();

    TracedThread.sleep(hold);
    sweeper.interrupt();

    boolean ended = sweeper.join(Duration.ofMillis(patience));
    return StopRequest.outcome(ended, rooms.get());
  }

  private void sweep(SharedInt rooms) {
    while (true) {
      Activity.work(10);
      rooms.set(rooms.get() + 1);
      try {
        TracedThread.sleep(nap);
      } catch (InterruptedException e) {
        Activity.note("woken, and on to the next room");
      }
    }
  }
}
