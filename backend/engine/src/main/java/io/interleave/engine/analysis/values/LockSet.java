package io.interleave.engine.analysis.values;

import io.interleave.engine.event.LockValue;
import java.util.Arrays;

/** The locks that a thread holds at a moment, and since which acquire of each. Immutable. */
final class LockSet {

  static final LockSet NONE = new LockSet(new Held[0]);

  private record Held(int lock, boolean read, int since) {}

  private final Held[] held;

  private LockSet(Held[] held) {
    this.held = held;
  }

  /** After an acquire, which changes nothing where the lock was held in this mode already. */
  LockSet acquired(int lock, LockValue value, int seq) {
    if (index(lock, value.read()) >= 0) {
      return this;
    }
    Held[] more = Arrays.copyOf(held, held.length + 1);
    more[held.length] = new Held(lock, value.read(), seq);
    return new LockSet(more);
  }

  /** After a release, which changes nothing where holds are left. */
  LockSet released(int lock, LockValue value) {
    int index = index(lock, value.read());
    if (index < 0 || value.holds() > 0) {
      return this;
    }
    Held[] less = Arrays.copyOf(held, held.length - 1);
    System.arraycopy(held, index + 1, less, index, less.length - index);
    return new LockSet(less);
  }

  private int index(int lock, boolean read) {
    for (int i = 0; i < held.length; i++) {
      if (held[i].lock == lock && held[i].read == read) {
        return i;
      }
    }
    return -1;
  }

  private boolean has(Held one) {
    return Arrays.asList(held).contains(one);
  }

  /** Whether it is held in any mode. */
  boolean has(int lock) {
    return index(lock, true) >= 0 || index(lock, false) >= 0;
  }

  /**
   * A lock that is held exclusively here and there, but was not held all the time since an earlier
   * moment of this thread; 0 for none.
   *
   * @param anyway whether it need not have been held at that earlier moment
   */
  int retaken(LockSet earlier, LockSet there, boolean anyway) {
    for (Held mine : held) {
      boolean common = !mine.read && there.index(mine.lock, false) >= 0;
      if (common && !earlier.has(mine) && (anyway || earlier.has(mine.lock))) {
        return mine.lock;
      }
    }
    return 0;
  }
}
