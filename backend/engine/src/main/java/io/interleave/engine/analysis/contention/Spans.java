package io.interleave.engine.analysis.contention;

import java.util.Arrays;

/** Disjoint intervals in the order of time, and how much of any range lies in them. */
final class Spans {

  private long[] from = new long[8];
  // The lengths of all earlier intervals together.
  private long[] before = new long[8];
  private long total;
  private int size;

  void add(long start, long end) {
    if (size == from.length) {
      from = Arrays.copyOf(from, size * 2);
      before = Arrays.copyOf(before, size * 2);
    }
    from[size] = start;
    before[size] = total;
    total += end - start;
    size++;
  }

  /** How much of a range lies in the intervals; takes the logarithm of their number. */
  long within(long start, long end) {
    return until(end) - until(start);
  }

  private long until(long t) {
    int index = Arrays.binarySearch(from, 0, size, t);
    int last = index >= 0 ? index : -index - 2;
    if (last < 0) {
      return 0;
    }
    long all = last + 1 < size ? before[last + 1] : total;
    return Math.min(all, before[last] + (t - from[last]));
  }
}
