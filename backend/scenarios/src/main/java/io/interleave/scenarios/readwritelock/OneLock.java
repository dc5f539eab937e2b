package io.interleave.scenarios.readwritelock;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.interleave.engine.event.Outcome;
import io.interleave.engine.primitive.Activity;
import io.interleave.engine.primitive.SharedInt;
import io.interleave.engine.primitive.TracedAtomicInt;
import io.interleave.engine.primitive.TracedReentrantLock;
import io.interleave.engine.primitive.TracedThread;
import io.interleave.engine.run.Program;
import io.interleave.scenario.Threads;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;

/** One lock for looking and for changing. */
record OneLock(int travellers, int clerks, int look) implements Program {

  @Override
  public Outcome run() throws InterruptedException {
    Lock board = new TracedReentrantLock("board");
    SharedInt train = SharedInt.plain("next train", 0);
    TracedAtomicInt came = new TracedAtomicInt("clerks come", 0);
    TracedAtomicInt left = new TracedAtomicInt("clerks gone", 0);
    AtomicInteger keptOut = new AtomicInteger();

    List<TracedThread> staff =
        Threads.start(
            clerks,
            "clerk",
            number -> {
              TracedThread.sleep(100 * number);
              came.incrementAndGet();
              change(board, train);
              left.incrementAndGet();
            });
    Threads.startAndJoin(
        travellers,
        "traveller",
        number -> {
          TracedThread.sleep(15 * number);
          int gone = left.get();
          if (!board.tryLock(0, SECONDS)) {
            if (came.get() == gone) {
              keptOut.incrementAndGet(); // no clerk was there: it was a traveller
            }
            board.lock();
          }
          try {
            train.get();
            Activity.io(look);
          } finally {
            board.unlock();
          }
        });
    Threads.join(staff);
    return ReadWriteLockScenario.outcome(train.get(), clerks, keptOut.get());
  }

  private void change(Lock board, SharedInt train) {
    board.lock();
    try {
      train.set(train.get() + 1);
      Activity.work(look); // calls the train out
    } finally {
      board.unlock();
    }
  }
}
