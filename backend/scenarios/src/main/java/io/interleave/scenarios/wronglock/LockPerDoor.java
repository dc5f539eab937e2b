package io.interleave.scenarios.wronglock;

import io.interleave.engine.event.Outcome;
import io.interleave.engine.primitive.Activity;
import io.interleave.engine.primitive.SharedInt;
import io.interleave.engine.primitive.TracedReentrantLock;
import io.interleave.engine.primitive.TracedThread;
import io.interleave.engine.run.Program;
import io.interleave.scenario.Threads;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.stream.IntStream;

/** Everybody holds a lock in the store, the one of the door that they came through. */
record LockPerDoor(int threads, int locks, int crates, int hold) implements Program {

  @Override
  public Outcome run() throws InterruptedException {
    SharedInt stock = SharedInt.plain("stock", 0);
    List<Lock> doors =
        IntStream.rangeClosed(1, locks)
            .<Lock>mapToObj(number -> new TracedReentrantLock("door " + number))
            .toList();

    Threads.startAndJoin(
        threads,
        "porter",
        number -> {
          Lock lock = doors.get((number - 1) % locks);
          for (int i = 0; i < crates; i++) {
            TracedThread.sleep(hold);
            lock.lock();
            try {
              int before = stock.get();
              Activity.io(hold);
              stock.set(before + 1);
            } finally {
              lock.unlock();
            }
          }
        });

    return WrongLock.outcome(stock.get(), threads * crates);
  }
}
