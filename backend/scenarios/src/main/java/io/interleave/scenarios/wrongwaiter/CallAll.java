package io.interleave.scenarios.wrongwaiter;

import io.interleave.engine.event.Outcome;
import io.interleave.engine.primitive.SharedInt;
import io.interleave.engine.primitive.TracedReentrantLock;
import io.interleave.engine.primitive.TracedThread;
import io.interleave.engine.run.Program;
import io.interleave.scenario.Threads;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;

/** One bell for all drinks, and each cup calls everybody. */
record CallAll(int drinks, int gap) implements Program {

  private static final List<String> MENU = List.of("tea", "coffee", "milk", "juice");

  @Override
  public Outcome run() throws InterruptedException {
    List<String> menu = MENU.subList(0, drinks);
    TracedReentrantLock counter = new TracedReentrantLock("counter");
    Condition ready = counter.newCondition("drink ready");
    List<SharedInt> cups = menu.stream().map(drink -> SharedInt.plain(drink, 0)).toList();
    AtomicInteger served = new AtomicInteger();

    List<TracedThread> guests =
        Threads.start(
            drinks,
            "guest",
            number -> {
              TracedThread.sleep(number * gap);
              counter.lock();
              try {
                while (cups.get(number - 1).get() == 0) {
                  ready.await();
                }
                cups.get(number - 1).set(0);
                served.incrementAndGet();
              } finally {
                counter.unlock();
              }
            });
    TracedThread.sleep((drinks + 1) * gap);
    for (int number = drinks; number >= 1; number--) {
      counter.lock();
      try {
        cups.get(number - 1).set(1);
        ready.signalAll();
      } finally {
        counter.unlock();
      }
      TracedThread.sleep(gap);
    }
    Threads.join(guests);

    return WrongWaiter.outcome(served.get(), drinks);
  }
}
