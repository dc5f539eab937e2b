package io.interleave.scenarios.threadlifecycle;

import io.interleave.engine.event.Outcome;
import io.interleave.engine.primitive.Activity;
import io.interleave.engine.primitive.TracedQueue;
import io.interleave.engine.primitive.TracedThread;
import io.interleave.engine.run.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/** A thread object is made, and its body called: nothing is ever started. */
record CallRun(int threads, int work, int nap) implements Program {

  @Override
  public Outcome run() throws InterruptedException {
    Queue<String> finishers = new TracedQueue<>("finished");
    List<TracedThread> workers = new ArrayList<>();
    for (int i = 1; i <= threads; i++) {
      workers.add(
          TracedThread.platform(
              "worker " + i,
              () -> {
                Activity.work(work);
                TracedThread.sleep(nap);
                finishers.add(TracedThread.currentName());
              }));
    }

    for (TracedThread worker : workers) {
      worker.run();
      Activity.note(worker.name() + " alive: " + worker.isAlive());
    }

    return ThreadLifecycle.outcome(threads, finishers);
  }
}
