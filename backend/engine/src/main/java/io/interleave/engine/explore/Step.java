package io.interleave.engine.explore;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A step of an execution that {@link Dpor} explores, and the choice before it. */
final class Step {

  /** The threads that could have taken it, a bit each. */
  final long enabled;

  /** Those that slept when it was chosen, and those whose step here was explored since. */
  long sleeping;

  /** By thread, what the step of each sleeping thread touches. */
  @Nullable Footprint[] sleepers;

  /** What is being explored here, first, and what is to be. */
  List<Wake> tree = new ArrayList<>();

  int thread;
  int alternative;
  int alternatives = 1;

  /** What it touched. */
  Footprint footprint = Footprint.LOCAL;

  /** What it might have touched. */
  Footprint potential = Footprint.LOCAL;

  int levelBefore;
  int levelAfter;
  int secondLevelBefore;
  int[] clock = Clocks.NONE;

  /** What its thread waited for by going round; none otherwise. */
  int[] awaited = {};

  /** How many steps there were when the last round began. */
  int awaitedSince;

  /** How many steps its thread has taken, this one included. */
  int count;

  /** The last step before it on its first object, -1 for none; likewise on the others. */
  int beforeOnFirst = -1;

  int beforeOnSecond = -1;
  int beforeOnSignal = -1;

  /** The last step before it that did more than look at its first object; likewise. */
  int changeOfFirst = -1;

  int changeOfSecond = -1;
  int changeOfSignal = -1;

  /** Likewise on those that it only looks at. */
  int[] beforeOnLooks = {};

  int[] changeOfLooks = {};

  /** The steps that it races with and could have gone before. */
  final List<Integer> races = new ArrayList<>();

  Step(long enabled, long sleeping, @Nullable Footprint[] sleepers) {
    this.enabled = enabled;
    this.sleeping = sleeping;
    this.sleepers = sleepers;
  }

  /** The step before it on an object that it touches, -1 for none. */
  int before(int object) {
    if (footprint.first() == object) {
      return beforeOnFirst;
    }
    if (footprint.second() == object) {
      return beforeOnSecond;
    }
    return footprint.signal() == object ? beforeOnSignal : onLook(object, beforeOnLooks);
  }

  /** The last step before it that changed an object that it touches, -1 for none. */
  int changeBefore(int object) {
    if (footprint.first() == object) {
      return changeOfFirst;
    }
    if (footprint.second() == object) {
      return changeOfSecond;
    }
    return footprint.signal() == object ? changeOfSignal : onLook(object, changeOfLooks);
  }

  private int onLook(int object, int[] steps) {
    for (int i = 0; i < steps.length; i++) {
      if (footprint.looks()[i] == object) {
        return steps[i];
      }
    }
    return -1;
  }

  /**
   * The last step before it on an object that its own can conflict with: a look does not with
   * others.
   */
  int conflictingBefore(int object, boolean changes) {
    return changes ? before(object) : changeBefore(object);
  }

  /** Whether it happens before a step with this clock, or is that step. */
  boolean happensBefore(int[] later) {
    return count <= Clocks.at(later, thread);
  }

  static long bit(int thread) {
    return 1L << (thread - 1);
  }

  /**
   * Whether it was the turn of somebody awake to take it: puts those that are not out of the tree.
   */
  boolean hasWake() {
    while (!tree.isEmpty()) {
      if ((bit(tree.getFirst().thread) & enabled & ~sleeping) != 0) {
        return true;
      }
      tree.removeFirst();
    }
    return false;
  }
}
