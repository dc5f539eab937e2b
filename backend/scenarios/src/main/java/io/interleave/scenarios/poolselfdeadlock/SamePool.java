package io.interleave.scenarios.poolselfdeadlock;

import io.interleave.engine.event.Outcome;
import io.interleave.engine.primitive.Activity;
import io.interleave.engine.primitive.TracedExecutor;
import io.interleave.engine.run.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/** Whoever cooks a dish hands its sauce to the same cooks, and waits for it. */
record SamePool(int cooks, int dishes, int depth, int prepare) implements Program {

  @Override
  public Outcome run() throws InterruptedException, ExecutionException {
    int served = 0;
    try (ExecutorService kitchen = TracedExecutor.fixed("kitchen", cooks)) {
      List<Future<Integer>> orders = new ArrayList<>();
      for (int i = 0; i < dishes; i++) {
        orders.add(kitchen.submit(() -> cook(kitchen, depth)));
      }
      for (Future<Integer> order : orders) {
        served += order.get();
      }
    }
    return PoolSelfDeadlock.outcome(served, dishes);
  }

  private int cook(ExecutorService kitchen, int sauces)
      throws InterruptedException, ExecutionException {
    Activity.io(prepare);
    if (sauces > 0) {
      Future<Integer> sauce = kitchen.submit(() -> cook(kitchen, sauces - 1));
      return sauce.get();
    }
    return 1;
  }
}
