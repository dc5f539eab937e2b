package io.interleave.engine.analysis.inversion;

import io.interleave.engine.event.LockValue;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What each thread holds. A lock or permit that somebody else gave back is a signal more than a
 * protection; from then on it counts as neither taken nor gate.
 */
final class Holdings {

  private record Holds(int read, int write) {}

  // By thread: the locks, and the permits of each semaphore.
  private final Map<Integer, Map<Integer, Holds>> locks = new HashMap<>();
  private final Map<Integer, Map<Integer, Integer>> permits = new HashMap<>();
  // Locks and semaphores that a thread gave back which had not taken them.
  private final Set<Integer> signals = new HashSet<>();

  void acquire(int thread, int lock, LockValue value) {
    set(thread, lock, value);
  }

  void release(int thread, int lock, LockValue value) {
    if (locks.getOrDefault(thread, Map.of()).containsKey(lock)) {
      set(thread, lock, value);
    } else {
      signals.add(lock);
      locks.values().forEach(held -> held.remove(lock));
    }
  }

  private void set(int thread, int lock, LockValue value) {
    Map<Integer, Holds> held = locks.computeIfAbsent(thread, _ -> new HashMap<>());
    Holds before = held.getOrDefault(lock, new Holds(0, 0));
    Holds after =
        value.read()
            ? new Holds(value.holds(), before.write)
            : new Holds(before.read, value.holds());
    if (after.read == 0 && after.write == 0) {
      held.remove(lock);
    } else {
      held.put(lock, after);
    }
  }

  void take(int thread, int semaphore, long count) {
    permits
        .computeIfAbsent(thread, _ -> new HashMap<>())
        .merge(semaphore, (int) count, Integer::sum);
  }

  void give(int thread, int semaphore, long count) {
    Map<Integer, Integer> own = permits.getOrDefault(thread, Map.of());
    int left = own.getOrDefault(semaphore, 0) - (int) count;
    if (left < 0) {
      signals.add(semaphore);
    }
    if (left > 0) {
      own.put(semaphore, left);
    } else if (!own.isEmpty()) {
      own.remove(semaphore);
    }
  }

  void ended(int thread) {
    locks.remove(thread);
    permits.remove(thread);
  }

  boolean isSignal(int object) {
    return signals.contains(object);
  }

  /** The locks that a thread holds, and whether for writing. */
  Map<Integer, Boolean> locks(int thread) {
    Map<Integer, Boolean> held = new HashMap<>();
    locks.getOrDefault(thread, Map.of()).forEach((lock, holds) -> held.put(lock, holds.write > 0));
    return held;
  }

  Map<Integer, Integer> permits(int thread) {
    return permits.getOrDefault(thread, Map.of());
  }

  /** Whether asking for a lock is taking one inside another. */
  boolean nests(int thread, int lock) {
    Map<Integer, Holds> held = locks.getOrDefault(thread, Map.of());
    return !held.isEmpty() && !held.containsKey(lock);
  }
}
