package io.interleave.scenarios.foreignrelease;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.interleave.engine.event.Outcome;
import io.interleave.engine.primitive.Activity;
import io.interleave.engine.primitive.TracedAtomicInt;
import io.interleave.engine.primitive.TracedReentrantLock;
import io.interleave.engine.primitive.TracedThread;
import io.interleave.engine.run.Program;
import io.interleave.scenario.Threads;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;

/** Whoever goes away unlocks, and the lock opens for its holder alone. */
record OwnedLock(int guests, int stay, int patience) implements Program {

  @Override
  public Outcome run() throws InterruptedException {
    Lock door = new TracedReentrantLock("cabin door");
    TracedAtomicInt inside = new TracedAtomicInt("inside", 0);
    AtomicInteger most = new AtomicInteger();
    AtomicInteger refused = new AtomicInteger();

    Threads.startAndJoin(
        guests,
        "guest",
        number -> {
          TracedThread.sleep(20 * (number - 1));
          boolean mine = door.tryLock(patience, MILLISECONDS);
          try {
            if (mine) {
              most.accumulateAndGet(inside.incrementAndGet(), Math::max);
              Activity.io(stay);
              inside.decrementAndGet();
            }
          } finally {
            unlock(door, refused);
          }
        });

    return ForeignRelease.outcome(most.get(), refused.get());
  }

  private static void unlock(Lock door, AtomicInteger refused) {
    try {
      door.unlock();
    } catch (IllegalMonitorStateException e) {
      refused.incrementAndGet();
      Activity.note("refused to unlock");
    }
  }
}
