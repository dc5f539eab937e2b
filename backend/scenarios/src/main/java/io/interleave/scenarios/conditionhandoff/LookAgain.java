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
import java.util.concurrent.locks.Lock;

/** Whoever finds the shelf empty looks again, and again. */
record LookAgain(int customers, int bake, int patience) implements Program {

  @Override
  public Outcome run() throws InterruptedException {
    Lock shop = new TracedReentrantLock("shop");
    SharedInt shelf = SharedInt.plain("loaves", 0);
    AtomicInteger sold = new AtomicInteger();
    AtomicInteger vain = new AtomicInteger();

    List<TracedThread> people =
        Threads.start(
            customers,
            "customer",
            number -> {
              for (int looks = 0; looks < patience; looks++) {
                shop.lock();
                try {
                  int loaves = shelf.get();
                  if (loaves > 0) {
                    shelf.set(loaves - 1);
                    sold.incrementAndGet();
                    return;
                  }
                } finally {
                  shop.unlock();
                }
                vain.incrementAndGet();
                Activity.work(1);
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
