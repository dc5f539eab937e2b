package io.interleave.engine.analysis.inversion;

import io.interleave.engine.analysis.order.VectorClock;
import java.util.List;
import java.util.Map;

/**
 * That a thread asked for a lock while it held others.
 *
 * @param what what it asked for and what it held
 * @param seq the request
 * @param epoch the thread's own entry of its clock at the request
 * @param clock its clock at the request
 */
record Dependency(Nesting what, int seq, int epoch, VectorClock clock) {

  /**
   * A request inside others, wherever and whenever it was made.
   *
   * @param read whether it asked for reading
   * @param held the locks that it held, and whether for writing
   * @param permits how many permits it had of each semaphore
   */
  record Nesting(
      int thread,
      int lock,
      boolean read,
      Map<Integer, Boolean> held,
      Map<Integer, Integer> permits) {

    Nesting {
      held = Map.copyOf(held);
      permits = Map.copyOf(permits);
    }

    /** Whether another's request cannot be met while this holds what it holds. */
    boolean blocks(Nesting other) {
      Boolean writing = held.get(other.lock);
      return writing != null && (writing || !other.read);
    }

    /** Whether both hold a lock that only one can hold at a time. */
    boolean excludes(Nesting other) {
      for (Map.Entry<Integer, Boolean> lock : held.entrySet()) {
        Boolean theirs = other.held.get(lock.getKey());
        if (theirs != null && (theirs || lock.getValue())) {
          return true;
        }
      }
      return false;
    }
  }

  private boolean before(Dependency later) {
    return epoch <= later.clock.get(what.thread());
  }

  /** Whether two threads could be at these requests at the same time. */
  boolean canMeet(Dependency other) {
    boolean ordered = seq < other.seq ? before(other) : other.before(this);
    return what.thread() != other.what.thread()
        && what.lock() != other.what.lock()
        && !ordered
        && !what.excludes(other.what);
  }

  boolean canMeet(List<Dependency> others) {
    return others.stream().allMatch(this::canMeet);
  }
}
