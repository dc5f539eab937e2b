package io.interleave.engine.record;

import java.util.Arrays;

/** A growing array of ints, 0 where nothing was set. Not thread-safe. */
final class IntTable {
  private int[] values = new int[16];

  int get(int index) {
    return index < values.length ? values[index] : 0;
  }

  void set(int index, int value) {
    if (index >= values.length) {
      values = Arrays.copyOf(values, Math.max(index + 1, values.length * 2));
    }
    values[index] = value;
  }
}
