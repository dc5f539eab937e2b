package io.interleave.scenarios.diningphilosophers;

import io.interleave.engine.event.Outcome;
import io.interleave.engine.primitive.Activity;
import io.interleave.engine.primitive.TracedThread;
import io.interleave.engine.run.Program;
import io.interleave.scenario.Threads;
import java.util.concurrent.locks.Lock;

/** The lower number first, which for the last philosopher is the fork on the right. */
record NumberedForks(int philosophers, int meals, int think, int pause, int eat)
    implements Program {

  @Override
  public Outcome run() throws InterruptedException {
    Table table = new Table(philosophers);

    Threads.startAndJoin(
        philosophers,
        "philosopher",
        seat -> {
          int left = seat;
          int right = seat % philosophers + 1;
          for (int meal = 0; meal < meals; meal++) {
            TracedThread.sleep(think);
            dine(table.fork(Math.min(left, right)), table.fork(Math.max(left, right)));
            table.ate(seat);
          }
        });

    return table.outcome(meals);
  }

  private void dine(Lock first, Lock second) throws InterruptedException {
    first.lock();
    try {
      TracedThread.sleep(pause);
      second.lock();
      try {
        Activity.work(eat);
      } finally {
        second.unlock();
      }
    } finally {
      first.unlock();
    }
  }
}
