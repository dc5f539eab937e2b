package io.interleave.engine.analysis.contention;

import java.util.Arrays;

/** Moments in the order of time. */
final class Times {

  private long[] times = new long[8];
  private int size;

  void add(long t) {
    if (size == times.length) {
      times = Arrays.copyOf(times, size * 2);
    }
    times[size] = t;
    size++;
  }

  void removeLast() {
    size--;
  }

  /** How many lie in a range; takes the logarithm of their number. */
  int within(long from, long to) {
    return firstFrom(to) - firstFrom(from);
  }

  /** The index of the first at this time or later. */
  int firstFrom(long t) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (times[middle] < t) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  long at(int index) {
    return times[index];
  }

  int size() {
    return size;
  }
}
