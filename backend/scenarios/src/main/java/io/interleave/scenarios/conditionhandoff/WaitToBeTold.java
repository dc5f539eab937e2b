package io.interleave.scenarios.conditionhandoff;

import io.interleave.engine.event.Outcome;
import io.interleave.engine.primitive.Activity;
import io.interleave.engine.primitive.SharedInt;
import io.interleave.engine.primitive.TracedReentrantLock;
import io.interleave.engine.primitive.TracedThread;
import io.interleave.engine.run.Program;
import io.interleave.scenario.Threads;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;

/** Whoever finds the shelf empty waits until the baker calls. */
record WaitToBeTold(int customers, int bake) implements Program {

  @Override
  public Outcome run() throws InterruptedException {
    TracedReentrantLock shop = new TracedReentrantLock("shop");
    Condition bread = shop.newCondition("fresh bread");
    SharedInt shelf = SharedInt.plain("loaves", 0);
    AtomicInteger sold = new AtomicInteger();
    AtomicInteger vain = new AtomicInteger();

    List<TracedThread> people =
        Threads.start(
            customers,
            "customer",
            number -> {
              shop.lock();
              try {
                int loaves = shelf.get();
                while (loaves == 0) {
                  vain.incrementAndGet();
                  bread.await();
                  loaves = shelf.get();
                }
                shelf.set(loaves - 1);
                sold.incrementAndGet();
              } finally {
                shop.unlock();
              }
            });
    TracedThread baker =
        TracedThread.platform(
            "baker",
            () -> {
              for (int loaf = 0; loaf < customers; loaf++) {
                Activity.io(bake);
                shop.lock();
                try {
                  shelf.set(shelf.get() + 1);
                  bread.signal();
                } finally {
                  shop.unlock();
                }
              }
            });
    baker.start().join();
    Threads.join(people);

    return ConditionHandoff.outcome(sold.get(), vain.get(), customers);
  }
}
