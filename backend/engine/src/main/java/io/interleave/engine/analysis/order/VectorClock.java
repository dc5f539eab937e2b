package io.interleave.engine.analysis.order;

import java.util.Arrays;

/**
 * How far each thread had come (Mattern: Virtual Time and Global States of Distributed Systems,
 * 1989). Entries are 0 until set. Not thread-safe.
 */
public final class VectorClock {

  private int[] times;

  /** All zero. */
  public VectorClock() {
    this(new int[8]);
  }

  private VectorClock(int[] times) {
    this.times = times;
  }

  public int get(int thread) {
    return thread < times.length ? times[thread] : 0;
  }

  void tick(int thread) {
    if (thread >= times.length) {
      times = Arrays.copyOf(times, Math.max(thread + 1, times.length * 2));
    }
    times[thread]++;
  }

  /** Becomes the later of both, thread by thread. */
  void join(VectorClock other) {
    int[] theirs = other.times;
    if (theirs.length > times.length) {
      times = Arrays.copyOf(times, theirs.length);
    }
    for (int i = 0; i < theirs.length; i++) {
      times[i] = Math.max(times[i], theirs[i]);
    }
  }

  public VectorClock copy() {
    return new VectorClock(times.clone());
  }
}
