package io.interleave.engine.explore;

import io.interleave.engine.schedule.Execution;
import java.util.HashMap;
import java.util.Map;

/**
 * Every schedule with at most so many preemptions: iterative context bounding (Musuvathi, Qadeer:
 * Iterative Context Bounding for Systematic Testing of Multithreaded Programs, PLDI 2007). A state
 * that was there before with as many preemptions left is not gone into again; the threads of equal
 * states have taken equally many steps, so that this loses no shorter schedule either.
 */
final class FewestPreemptions extends DepthFirst {

  private static final int[] NONE = {};

  private final int most;
  private final boolean knowsStates;
  private final States states = new States();
  private final Map<Long, Integer> known = new HashMap<>();
  private int preemptions;

  /**
   * @param knowsStates whether equal hashes of states mean equal states
   */
  FewestPreemptions(int most, boolean knowsStates) {
    super(true); // a step that nobody sees can still be one to switch after
    this.most = most;
    this.knowsStates = knowsStates;
  }

  @Override
  public void begin(Execution execution) {
    super.begin(execution);
    states.begin();
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
    states.stepped(execution.task(execution.last()));
  }

  @Override
  int[] options(Execution execution) {
    int left = most - preemptions;
    if (knowsStates) {
      long key = States.mix(states.hash(execution), execution.last());
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
