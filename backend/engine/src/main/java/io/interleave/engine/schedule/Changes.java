package io.interleave.engine.schedule;

import java.util.Arrays;

/** When each object was changed last. Not thread-safe. */
final class Changes {

  // Of objects, and of the threads' own, which have negative numbers.
  private int[] ofObjects = new int[16];
  private int[] ofThreads = new int[16];

  /** An object is changed by the step of this number, from 1. */
  void add(int object, int step) {
    int index = Math.abs(object);
    if (object >= 0) {
      ofObjects = roomFor(index, ofObjects);
      ofObjects[index] = step;
    } else {
      ofThreads = roomFor(index, ofThreads);
      ofThreads[index] = step;
    }
  }

  private static int[] roomFor(int index, int[] steps) {
    return index < steps.length ? steps : Arrays.copyOf(steps, index * 2);
  }

  /** Whether one of the objects was changed after a step. */
  boolean since(int step, int[] objects) {
    for (int object : objects) {
      int index = Math.abs(object);
      int[] steps = object >= 0 ? ofObjects : ofThreads;
      if (index < steps.length && steps[index] > step) {
        return true;
      }
    }
    return false;
  }
}
