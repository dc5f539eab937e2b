package io.interleave.scenarios.threadlifecycle;

import io.interleave.engine.event.Outcome;
import io.interleave.engine.primitive.Activity;
import io.interleave.engine.primitive.TracedQueue;
import io.interleave.engine.primitive.TracedThread;
import io.interleave.engine.run.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/** Made, started, joined: the whole life of a thread. */
record StartThreads(int threads, int work, int nap, boolean join) implements Program {

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
      Activity.note(worker.name() + " alive: " + worker.isAlive());
      worker.start();
      Activity.note(worker.name() + " alive: " + worker.isAlive());
    }
    if (join) {
      for (TracedThread worker : workers) {
        worker.join();
        Activity.note(worker.name() + " alive: " + worker.isAlive());
      }
    }

    return ThreadLifecycle.outcome(threads, finishers);
  }
}
