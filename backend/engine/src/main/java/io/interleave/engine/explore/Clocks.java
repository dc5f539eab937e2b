package io.interleave.engine.explore;

import java.util.Arrays;

/** Vector clocks as arrays by thread id, as long as they need to be. */
final class Clocks {

  static final int[] NONE = {};

  private Clocks() {}

  static int at(int[] clock, int thread) {
    return thread < clock.length ? clock[thread] : 0;
  }

  /** The first clock, which may change, joined with the second. */
  static int[] join(int[] clock, int[] other) {
    int[] joined = clock.length >= other.length ? clock : Arrays.copyOf(clock, other.length);
    for (int i = 0; i < other.length; i++) {
      if (other[i] > joined[i]) {
        joined[i] = other[i];
      }
    }
    return joined;
  }
}
