package io.interleave.engine.analysis.contention;

import java.util.Arrays;

/** Who had a lock alone, hold after hold. */
final class ExclusiveHolds {

  final Intervals times = new Intervals();
  private int[] threads = new int[8];

  /** Where clocks disagree, a hold begins no earlier than the one before it ended. */
  long begin(long t) {
    return times.size() == 0 ? t : Math.max(t, times.to(times.size() - 1));
  }

  void add(int thread, long from, long to) {
    int index = times.size();
    if (index == threads.length) {
      threads = Arrays.copyOf(threads, index * 2);
    }
    threads[index] = thread;
    times.add(from, to);
  }

  int thread(int index) {
    return threads[index];
  }
}
