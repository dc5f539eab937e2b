package io.interleave.engine.analysis.predict;

import java.util.Arrays;
import java.util.function.IntPredicate;

/** Locks that are held together, each for reading or for writing. Immutable. */
final class LockSet {

  static final LockSet NONE = new LockSet(new int[0]);

  // Sorted: twice the lock's id, and 1 more where it is held for writing.
  private final int[] locks;

  private LockSet(int[] locks) {
    this.locks = locks;
  }

  private static int key(int lock, boolean read) {
    return lock << 1 | (read ? 0 : 1);
  }

  LockSet with(int lock, boolean read) {
    int key = key(lock, read);
    int at = Arrays.binarySearch(locks, key);
    if (at >= 0) {
      return this;
    }
    int[] more = new int[locks.length + 1];
    System.arraycopy(locks, 0, more, 0, -at - 1);
    more[-at - 1] = key;
    System.arraycopy(locks, -at - 1, more, -at, locks.length + at + 1);
    return new LockSet(more);
  }

  LockSet without(int lock, boolean read) {
    int key = key(lock, read);
    return Arrays.binarySearch(locks, key) < 0 ? this : filter(each -> each != key);
  }

  /** What is held here and there: for writing, if both times for writing. */
  LockSet meet(LockSet other) {
    if (this == other || locks.length == 0) {
      return this;
    }
    LockSet both = NONE;
    for (int key : locks) {
      int lock = key >> 1;
      boolean write = holds(lock, false) && other.holds(lock, false);
      if (write || other.holds(lock, true) || other.holds(lock, false)) {
        both = both.with(lock, !write);
      }
    }
    return both;
  }

  /** Whether no two threads can hold these and those at once. */
  boolean excludes(LockSet other) {
    for (int key : locks) {
      int lock = key >> 1;
      boolean write = (key & 1) != 0;
      if (other.holds(lock, false) || (write && other.holds(lock, true))) {
        return true;
      }
    }
    return false;
  }

  private boolean holds(int lock, boolean read) {
    return Arrays.binarySearch(locks, key(lock, read)) >= 0;
  }

  private LockSet filter(IntPredicate keep) {
    return new LockSet(Arrays.stream(locks).filter(keep).toArray());
  }
}
