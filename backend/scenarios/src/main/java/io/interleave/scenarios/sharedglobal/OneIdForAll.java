package io.interleave.scenarios.sharedglobal;

import io.interleave.engine.event.Outcome;
import io.interleave.engine.primitive.Activity;
import io.interleave.engine.primitive.SharedInt;
import io.interleave.engine.primitive.TracedQueue;
import io.interleave.engine.run.Program;
import io.interleave.scenario.Threads;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** All workers put their number into the same variable. */
record OneIdForAll(int jobs, int workers, int work) implements Program {

  @Override
  public Outcome run() throws InterruptedException {
    SharedInt id = SharedInt.plain("id", 0);
    AtomicInteger mistaken = new AtomicInteger();
    BlockingQueue<Integer> queue = new TracedQueue<>("jobs");
    for (int job = 1; job <= jobs; job++) {
      queue.put(job);
    }

    Threads.startAndJoin(
        workers,
        "worker",
        number -> {
          for (Integer job = queue.poll(); job != null; job = queue.poll()) {
            id.set(number);
            Activity.io(work);
            int signed = id.get();
            Activity.note("job " + job + " signed by " + signed);
            if (signed != number) {
              mistaken.incrementAndGet();
            }
          }
        });

    return SharedGlobal.outcome(mistaken.get(), jobs);
  }
}
