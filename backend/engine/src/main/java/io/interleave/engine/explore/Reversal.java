package io.interleave.engine.explore;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The execution in which a step goes before another that it races with: what does not depend on the
 * other, in its order, and then the step.
 */
final class Reversal {

  private static final int DEPENDENT = -2;
  private static final int ELSEWHERE = -1;

  private final Step choice;
  private final Step racing;
  // invariant: the racing step is the last
  private final List<Step> kept = new ArrayList<>();

  /**
   * @param steps the execution
   * @param end how many steps it has
   * @param first the index of the step that is to come later
   * @param racing the step that is to go before it
   */
  Reversal(Step[] steps, int end, int first, Step racing) {
    this.choice = steps[first];
    this.racing = racing;
    for (int i = first + 1; i < end; i++) {
      if (steps[i] != racing && !choice.happensBefore(steps[i].clock)) {
        kept.add(steps[i]);
      }
    }
    kept.add(racing);
  }

  /** Sees to it that it is explored, unless an equivalent execution was, or is to be. */
  void insert() {
    if (isAsleep()) {
      return;
    }
    // What is being explored now begins with the other step of the race, which is no beginning.
    List<Wake> siblings = choice.tree;
    Wake branch = matching(siblings.subList(1, siblings.size()));
    if (branch == null && (Step.bit(kept.getFirst().thread) & choice.enabled) == 0) {
      return; // it could not have gone before after all
    }
    while (branch != null) {
      if (branch.next.isEmpty() || kept.isEmpty()) {
        return;
      }
      siblings = branch.next;
      branch = matching(siblings);
    }
    for (Step each : kept) {
      Wake wake = new Wake(each.thread, footprint(each));
      siblings.add(wake);
      siblings = wake.next;
    }
  }

  private boolean isAsleep() {
    for (long left = choice.sleeping; left != 0; left &= left - 1) {
      int thread = Long.numberOfTrailingZeros(left) + 1;
      Footprint sleeper = choice.sleepers[thread];
      if (sleeper != null && place(thread, sleeper) != DEPENDENT) {
        return true;
      }
    }
    return false;
  }

  /** The branch that this can begin with, whose step is then kept no more. */
  private @Nullable Wake matching(List<Wake> branches) {
    for (Wake branch : branches) {
      int place = place(branch.thread, branch.footprint);
      if (place >= 0) {
        kept.remove(place);
      }
      if (place != DEPENDENT) {
        return branch;
      }
    }
    return null;
  }

  /** Where a thread's step is that could as well come first: at an index, or after all this. */
  private int place(int thread, Footprint footprint) {
    for (int i = 0; i < kept.size(); i++) {
      if (kept.get(i).thread == thread) {
        return isInitial(i) ? i : DEPENDENT;
      }
    }
    for (Step each : kept) {
      if (footprint(each).conflicts(footprint)) {
        return DEPENDENT;
      }
    }
    return ELSEWHERE;
  }

  private boolean isInitial(int index) {
    for (int i = 0; i < index; i++) {
      if (kept.get(i).happensBefore(kept.get(index).clock)) {
        return false;
      }
    }
    return true;
  }

  // Without the other step, the racing one may turn out otherwise; the rest cannot.
  private Footprint footprint(Step step) {
    return step == racing ? step.potential : step.footprint;
  }
}
