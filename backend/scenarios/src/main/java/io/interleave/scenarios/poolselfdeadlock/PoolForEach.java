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
import java.util.stream.IntStream;

/** Sauces have cooks of their own, and so has what goes into the sauces. */
record PoolForEach(int cooks, int dishes, int depth, int prepare) implements Program {

  @Override
  public Outcome run() throws InterruptedException, ExecutionException {
    List<ExecutorService> kitchens =
        IntStream.rangeClosed(0, depth)
            .<ExecutorService>mapToObj(level -> TracedExecutor.fixed("kitchen " + level, cooks))
            .toList();
    List<Future<Integer>> orders = new ArrayList<>();
    for (int i = 0; i < dishes; i++) {
      orders.add(kitchens.get(depth).submit(() -> cook(kitchens, depth)));
    }
    int served = 0;
    for (Future<Integer> order : orders) {
      served += order.get();
    }
    for (ExecutorService kitchen : kitchens) {
      kitchen.close();
    }
    return PoolSelfDeadlock.outcome(served, dishes);
  }

  private int cook(List<ExecutorService> kitchens, int sauces)
      throws InterruptedException, ExecutionException {
    Activity.io(prepare);
    if (sauces > 0) {
      Future<Integer> sauce = kitchens.get(sauces - 1).submit(() -> cook(kitchens, sauces - 1));
      return sauce.get();
    }
    return 1;
  }
}
