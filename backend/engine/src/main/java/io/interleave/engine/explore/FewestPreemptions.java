package io.interleave.engine.explore;

import io.interleave.engine.schedule.Execution;
import java.util.HashMap;
import java.util.Map;

/**
 * Every schedule with at most so many preemptions: iterative context bounding (Musuvathi, Qadeer:
 * Iterative Context Bounding for Systematic Testing of Multithreaded Programs, PLDI 2007). What is
 * equivalent to something that was there before with as many preemptions left is not gone into
 * again; its threads have taken equally many steps, so that this loses no shorter schedule either.
 */
final class FewestPreemptions extends DepthFirst {

  private static final int[] NONE = {};

  private final int most;
  private final Orders orders = new Orders();
  private final Map<Long, Integer> known = new HashMap<>();
  private int preemptions;

  FewestPreemptions(int most) {
    super(true); // a step that nobody sees can still be one to switch after
    this.most = most;
  }

  @Override
  public void begin(Execution execution) {
    super.begin(execution);
    orders.begin();
    preemptions = 0;
  }

  @Override
  public int choose(Execution execution) {
    int chosen = super.choose(execution);
    if (chosen != STOP && Preemptions.is(execution, chosen)) {
      preemptions++;
    }
    return chosen;
  }

  @Override
  public void stepped(Execution execution) {
    orders.stepped(execution, execution.task(execution.last()));
  }

  @Override
  int[] options(Execution execution) {
    int left = most - preemptions;
    // Where threads have priorities, no two steps are independent.
    if (!execution.isPrioritized()) {
      long key = States.mix(orders.hash(), execution.last());
      if (known.getOrDefault(key, -1) >= left) {
        return NONE;
      }
      known.put(key, left);
    }
    int last = execution.last();
    if (last != 0 && Preemptions.couldGoOn(execution, last) && left == 0) {
      return new int[] {last};
    }
    return enabled(execution);
  }

  /** Of the execution that ended last. */
  int preemptions() {
    return preemptions;
  }
}
