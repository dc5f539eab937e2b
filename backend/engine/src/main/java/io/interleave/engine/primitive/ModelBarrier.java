package io.interleave.engine.primitive;

import io.interleave.engine.control.Access;
import io.interleave.engine.control.Control;
import io.interleave.engine.control.Intent;
import io.interleave.engine.control.Shared;
import io.interleave.engine.event.Kind;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.TimeoutException;

/**
 * A cyclic barrier of a controlled run. Its level counts what can let a party go on: trips and
 * breaks.
 */
final class ModelBarrier implements Shared {

  private final Control control;
  private final int id;
  private final int parties;
  private final Runnable action;
  private int waiting;
  private int generation;
  private final Set<Integer> broken = new HashSet<>();

  /**
   * @param action what the last party does before all go on
   */
  ModelBarrier(Control control, int id, int parties, Runnable action) {
    this.control = control;
    this.id = id;
    this.parties = parties;
    this.action = action;
  }

  /**
   * Arrives, at its turn, and waits for the others; as {@link
   * java.util.concurrent.CyclicBarrier#await}.
   */
  int await(long nanos) throws InterruptedException, BrokenBarrierException, TimeoutException {
    control.observe(isBroken() ? 1 : 0);
    if (isBroken()) {
      throw new BrokenBarrierException();
    }
    if (control.isInterrupted()) {
      breakNow();
      boolean _ = control.block(Waiting::interrupted);
    }
    int index = parties - ++waiting;
    control.observe(index);
    if (index == 0) {
      boolean ran = false;
      try {
        action.run();
        ran = true;
      } finally {
        if (!ran) {
          breakNow();
        }
      }
      waiting = 0;
      generation++;
      return 0;
    }
    int mine = generation;
    control.turn(
        Intent.of(Kind.BARRIER_PASS, id, this, Access.READ)
            .and(id, this, Access.READ)
            .when(level -> level > 2 * mine, () -> {})
            .within(nanos)
            .interruptiblyWhileWaiting());
    awaken();
    boolean tripped = generation > mine && !broken.contains(mine);
    control.observe(tripped ? 1 : 0);
    if (tripped) {
      return index;
    }
    throw new BrokenBarrierException();
  }

  /** Whoever gives up breaks it for the others. */
  private void awaken() throws InterruptedException, TimeoutException {
    boolean done = false;
    try {
      done = control.block(() -> true);
    } finally {
      if (!done) {
        breakNow();
      }
    }
    if (!done) {
      throw new TimeoutException();
    }
  }

  private void breakNow() {
    broken.add(generation);
    waiting = 0;
  }

  boolean isBroken() {
    return broken.contains(generation);
  }

  int waiting() {
    return waiting;
  }

  /** Breaks it for those who wait, and makes it whole again. */
  void reset() {
    if (waiting > 0) {
      breakNow();
    }
    generation++;
  }

  @Override
  public int level() {
    return 2 * generation + (isBroken() ? 1 : 0);
  }

  @Override
  public long digest() {
    return (isBroken() ? -1L : 1L) * (waiting + 1);
  }
}
