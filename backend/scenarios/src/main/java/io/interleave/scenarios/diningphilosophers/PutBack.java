package io.interleave.scenarios.diningphilosophers;

import io.interleave.engine.event.Outcome;
import io.interleave.engine.primitive.Activity;
import io.interleave.engine.primitive.TracedThread;
import io.interleave.engine.run.Program;
import io.interleave.scenario.Threads;
import java.util.Random;
import java.util.concurrent.locks.Lock;

/** Nobody sits with one fork, waiting for another. */
record PutBack(int philosophers, int meals, int think, int pause, int eat) implements Program {

  @Override
  public Outcome run() throws InterruptedException {
    Table table = new Table(philosophers);

    Threads.startAndJoin(
        philosophers,
        "philosopher",
        seat -> {
          int left = seat;
          int right = seat % philosophers + 1;
          Random dice = new Random(seat);
          for (int meal = 0; meal < meals; meal++) {
            TracedThread.sleep(think);
            while (!dined(table.fork(left), table.fork(right))) {
              TracedThread.sleep(dice.nextInt(1, 2 * (pause + eat)));
            }
            table.ate(seat);
          }
        });

    return table.outcome(meals);
  }

  private boolean dined(Lock first, Lock second) throws InterruptedException {
    first.lock();
    try {
      TracedThread.sleep(pause);
      if (!second.tryLock()) {
        return false;
      }
      try {
        Activity.work(eat);
        return true;
      } finally {
        second.unlock();
      }
    } finally {
      first.unlock();
    }
  }
}
