package io.interleave.scenarios.reentrancy;

import io.interleave.engine.event.Outcome;
import io.interleave.engine.primitive.Activity;
import io.interleave.engine.primitive.SharedInt;
import io.interleave.engine.primitive.TracedLock;
import io.interleave.engine.primitive.TracedThread;
import io.interleave.engine.run.Program;
import java.util.concurrent.locks.Lock;

/** Each box takes the key, and the lock does not ask who has it already. */
record PlainLock(int depth, int look) implements Program {

  @Override
  public Outcome run() throws InterruptedException {
    Lock key = new TracedLock("archive key");
    SharedInt counted = SharedInt.plain("boxes counted", 0);

    TracedThread ann = TracedThread.platform("Ann", () -> count(depth, key, counted));
    TracedThread bob = TracedThread.platform("Bob", () -> count(depth, key, counted));
    ann.start();
    bob.start();
    ann.join();
    bob.join();

    return Reentrancy.outcome(counted.get(), 2 * depth);
  }

  /** Counts a box, and the boxes inside it, one in the other. */
  private void count(int boxes, Lock key, SharedInt counted) {
    key.lock();
    try {
      Activity.work(look);
      counted.set(counted.get() + 1);
      if (boxes > 1) {
        count(boxes - 1, key, counted);
      }
    } finally {
      key.unlock();
    }
  }
}
