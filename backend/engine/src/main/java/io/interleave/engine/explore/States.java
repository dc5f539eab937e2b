package io.interleave.engine.explore;

import io.interleave.engine.control.Intent;
import io.interleave.engine.control.Shared;
import io.interleave.engine.schedule.Execution;
import io.interleave.engine.schedule.Task;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The state of an execution between two steps, as a hash.
 *
 * <p>A task's own state cannot be seen, but it is a function of all that the task was told so far:
 * its history stands for it. Together with the states of all shared objects it determines
 * everything that can follow. Two states that differ have the same hash with a probability of
 * 2<sup>-64</sup>.
 */
final class States {

  private final Map<Integer, Shared> objects = new TreeMap<>();

  /** A new execution begins. */
  void begin() {
    objects.clear();
  }

  /** The last step was this task's. */
  void stepped(Task task) {
    Intent intent = task.pending();
    add(intent.object(), intent.shared());
    add(intent.second(), intent.secondShared());
  }

  private void add(int id, @Nullable Shared shared) {
    if (shared != null && id > 0) {
      objects.putIfAbsent(id, shared);
    }
  }

  long hash(Execution execution) {
    long hash = execution.taskCount();
    for (int id = 1; id <= execution.taskCount(); id++) {
      Task task = execution.task(id);
      hash = mix(hash, task.history());
      // What it does next tells what it saw in the step before.
      Intent next = task.pending();
      hash = mix(hash, ((long) next.kind().code() << 32) + next.object());
      hash =
          mix(
              hash,
              (task.isAlive() ? 1 : 0)
                  + (task.isReady() ? 2 : 0)
                  // What it looks at has changed since it looked.
                  + (task.goesRound() && execution.isEnabled(id) ? 4 : 0)
                  + task.permit().level() * 8);
    }
    for (Map.Entry<Integer, Shared> object : objects.entrySet()) {
      hash = mix(hash, object.getKey());
      hash = mix(hash, object.getValue().digest());
    }
    return hash;
  }

  static long mix(long hash, long value) {
    long mixed = (hash ^ value) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ mixed >>> 31) * 0x94D049BB133111EBL;
    return mixed ^ mixed >>> 29;
  }
}
