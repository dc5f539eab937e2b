package io.interleave.scenarios.interleaving;

import io.interleave.engine.event.Outcome;
import io.interleave.engine.primitive.Activity;
import io.interleave.engine.primitive.TracedAtomicInt;
import io.interleave.engine.primitive.TracedThread;
import io.interleave.engine.run.Program;
import java.util.ArrayList;
import java.util.List;

/** All actors go on stage, and each speaks as soon as it can. */
record AllAtOnce(int threads, int lines, int pause) implements Program {

  @Override
  public Outcome run() throws InterruptedException {
    TracedAtomicInt spoken = new TracedAtomicInt("lines spoken", 0);
    int[] order = new int[threads * lines];

    List<TracedThread> actors = new ArrayList<>();
    for (int i = 1; i <= threads; i++) {
      int number = i;
      TracedThread actor =
          TracedThread.platform("actor " + number, () -> speak(number, spoken, order));
      actor.start();
      actors.add(actor);
    }
    for (TracedThread actor : actors) {
      actor.join();
    }

    return Interleaving.outcome(order);
  }

  private void speak(int number, TracedAtomicInt spoken, int[] order) throws InterruptedException {
    for (int line = 1; line <= lines; line++) {
      TracedThread.sleep(pause);
      int place = spoken.incrementAndGet();
      order[place - 1] = number;
      Activity.note("line " + number + "." + line);
    }
  }
}
