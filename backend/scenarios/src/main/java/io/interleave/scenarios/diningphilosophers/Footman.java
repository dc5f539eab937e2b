package io.interleave.scenarios.diningphilosophers;

import io.interleave.engine.event.Outcome;
import io.interleave.engine.primitive.Activity;
import io.interleave.engine.primitive.TracedSemaphore;
import io.interleave.engine.primitive.TracedThread;
import io.interleave.engine.run.Program;
import io.interleave.scenario.Threads;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Lock;

/** One chair fewer than there are philosophers. */
record Footman(int philosophers, int meals, int think, int pause, int eat) implements Program {

  @Override
  public Outcome run() throws InterruptedException {
    Table table = new Table(philosophers);
    Semaphore footman = new TracedSemaphore("footman", philosophers - 1);

    Threads.startAndJoin(
        philosophers,
        "philosopher",
        seat -> {
          int left = seat;
          int right = seat % philosophers + 1;
          for (int meal = 0; meal < meals; meal++) {
            TracedThread.sleep(think);
            footman.acquire();
            try {
              dine(table.fork(left), table.fork(right));
            } finally {
              footman.release();
            }
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
