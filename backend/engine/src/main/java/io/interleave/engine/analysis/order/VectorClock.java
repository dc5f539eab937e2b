package io.interleave.engine.analysis.order;

import java.util.Arrays;

/**
 * How far each thread had come: the seq of the last of its events that happened before (Mattern:
 * Virtual Time and Global States of Distributed Systems, 1989). Entries are 0 until set. Not
 * thread-safe.
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
    int[] mine = times;
    return thread < mine.length ? mine[thread] : 0;
  }

  void set(int thread, int time) {
    if (thread >= times.length) {
      times = Arrays.copyOf(times, Math.max(thread + 1, times.length * 2));
    }
    times[thread] = time;
  }

  /** Becomes the later of both, thread by thread. */
  void join(VectorClock other) {
    int[] theirs = other.times;
    if (theirs.length > times.length) {
      times = Arrays.copyOf(times, theirs.length);
    }
    int[] mine = times;
    for (int i = 0; i < theirs.length; i++) {
      mine[i] = Math.max(mine[i], theirs[i]);
    }
  }

  boolean isAtMost(VectorClock other) {
    for (int i = 0; i < times.length; i++) {
      if (times[i] > other.get(i)) {
        return false;
      }
    }
    return true;
  }

  /** Becomes the same as another. */
  void assign(VectorClock other) {
    int[] theirs = other.times;
    if (times.length == theirs.length) {
      System.arraycopy(theirs, 0, times, 0, theirs.length);
    } else {
      times = theirs.clone();
    }
  }

  public VectorClock copy() {
    return new VectorClock(times.clone());
  }
}
