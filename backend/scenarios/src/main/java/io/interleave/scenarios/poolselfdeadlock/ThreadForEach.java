package io.interleave.scenarios.poolselfdeadlock;

import io.interleave.engine.event.Outcome;
import io.interleave.engine.primitive.Activity;
import io.interleave.engine.primitive.TracedThread;
import io.interleave.engine.run.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A virtual thread for each dish and each sauce: there is always one more. */
record ThreadForEach(int dishes, int depth, int prepare) implements Program {

  @Override
  public Outcome run() throws InterruptedException {
    AtomicInteger served = new AtomicInteger();
    List<TracedThread> orders = new ArrayList<>();
    for (int i = 1; i <= dishes; i++) {
      String dish = "dish " + i;
      orders.add(
          TracedThread.virtual(
                  dish,
                  () -> {
                    cook(dish, depth);
                    served.incrementAndGet();
                  })
              .start());
    }
    for (TracedThread order : orders) {
      order.join();
    }
    return PoolSelfDeadlock.outcome(served.get(), dishes);
  }

  private void cook(String name, int sauces) throws InterruptedException {
    Activity.io(prepare);
    if (sauces > 0) {
      String part = "sauce of " + name;
      TracedThread sauce = TracedThread.virtual(part, () -> cook(part, sauces - 1)).start();
      sauce.join();
    }
  }
}
