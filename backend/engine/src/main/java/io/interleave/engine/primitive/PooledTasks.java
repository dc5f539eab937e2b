package io.interleave.engine.primitive;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which task a command is that waits in a pool: the pool's queue holds the commands themselves, as
 * its users expect to find them there. A command that was handed over twice is two tasks.
 * Thread-safe.
 */
final class PooledTasks {

  // Guarded by this.
  private final IdentityHashMap<Runnable, Deque<PooledTask>> waiting = new IdentityHashMap<>();

  synchronized void add(Runnable command, PooledTask task) {
    waiting.computeIfAbsent(command, _ -> new ArrayDeque<>()).addLast(task);
  }

  /** The task of a command that waits no more; null where nobody handed it over. */
  synchronized @Nullable PooledTask take(Runnable command) {
    Deque<PooledTask> tasks = waiting.get(command);
    if (tasks == null) {
      return null;
    }
    PooledTask first = tasks.removeFirst();
    if (tasks.isEmpty()) {
      waiting.remove(command);
    }
    return first;
  }

  /** This task waits no more. */
  synchronized void remove(Runnable command, PooledTask task) {
    Deque<PooledTask> tasks = waiting.get(command);
    if (tasks != null && tasks.remove(task) && tasks.isEmpty()) {
      waiting.remove(command);
    }
  }
}
