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

/** A bell for each drink, and each cup calls the guest who ordered it. */
record BellForEach(int drinks, int gap) implements Program {

  private static final List<String> MENU = List.of("tea", "coffee", "milk", "juice");

  @Override
  public Outcome run() throws InterruptedException {
    List<String> menu = MENU.subList(0, drinks);
    TracedReentrantLock counter = new TracedReentrantLock("counter");
    List<Condition> ready =
        menu.stream().map(drink -> counter.newCondition(drink + " ready")).toList();
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
                  ready.get(number - 1).await();
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
        ready.get(number - 1).signal();
      } finally {
        counter.unlock();
      }
      TracedThread.sleep(gap);
    }
    Threads.join(guests);

    return WrongWaiter.outcome(served.get(), drinks);
  }
}
