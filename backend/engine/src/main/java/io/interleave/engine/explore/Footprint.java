package io.interleave.engine.explore;

import io.interleave.engine.control.Access;
import io.interleave.engine.control.Intent;
import io.interleave.engine.schedule.Execution;
import io.interleave.engine.schedule.Task;
import java.util.Arrays;

/**
 * What a step touches, and how: up to three objects, 0 for none, and those that it only looks at
 * besides. Immutable.
 */
@SuppressWarnings("ArrayRecordComponent") // never written to, and compared by nobody
record Footprint(
    int first,
    Access access,
    int second,
    Access secondAccess,
    int signal,
    Access signalAccess,
    int[] looks) {

  private static final int[] NONE = {};

  static final Footprint LOCAL =
      new Footprint(0, Access.READ, 0, Access.READ, 0, Access.READ, NONE);

  /** Of the step that a task has just taken. */
  static Footprint taken(Execution execution, Task task) {
    return of(
            task,
            execution.effect(task),
            execution.secondEffect(task),
            execution.signalEffect(task))
        .looking(task.awaitedBefore());
  }

  /** Of the step that a task is about to take: all that it may touch, however it turns out. */
  static Footprint pending(Task task) {
    return potential(task).looking(task.awaited());
  }

  /** Of the step that a task has just taken: all that it might have touched. */
  static Footprint possible(Task task) {
    return potential(task).looking(task.awaitedBefore());
  }

  private static Footprint potential(Task task) {
    Intent intent = task.pending();
    // Whoever gives up leaves a queue, or breaks a barrier.
    boolean givesUp = intent.isTimed() || intent.isInterruptible();
    Access second = givesUp && intent.second() != 0 ? Access.WRITE : intent.secondAccess();
    return of(task, intent.access(), second, Access.READ);
  }

  /** The same of a thread that goes round, and whose turn depends on all that it looks at there. */
  private Footprint looking(int[] objects) {
    if (objects.length == 0) {
      return this;
    }
    int[] others =
        Arrays.stream(objects)
            .filter(object -> object != first && object != second && object != signal)
            .toArray();
    return new Footprint(first, access, second, secondAccess, signal, signalAccess, others);
  }

  private static Footprint of(Task task, Access access, Access secondAccess, Access signalAccess) {
    Intent intent = task.pending();
    if (intent.object() == 0 && !intent.isInterruptible()) {
      return LOCAL;
    }
    int signal = intent.isInterruptible() ? Intent.signal(task.id()) : 0;
    if (intent.second() == intent.object()) {
      Access both = access.conflicts(secondAccess) ? Access.WRITE : access;
      return new Footprint(intent.object(), both, 0, Access.READ, signal, signalAccess, NONE);
    }
    return new Footprint(
        intent.object(), access, intent.second(), secondAccess, signal, signalAccess, NONE);
  }

  /** Whether the order of two steps of different threads matters. */
  boolean conflicts(Footprint other) {
    if (other.conflicts(first, access)
        || other.conflicts(second, secondAccess)
        || other.conflicts(signal, signalAccess)) {
      return true;
    }
    for (int object : looks) {
      if (other.changes(object)) {
        return true;
      }
    }
    return false;
  }

  private boolean conflicts(int object, Access how) {
    return object != 0
        && ((object == first && how.conflicts(access))
            || (object == second && how.conflicts(secondAccess))
            || (object == signal && how.conflicts(signalAccess))
            || (how != Access.READ && looksAt(object)));
  }

  private boolean looksAt(int object) {
    for (int each : looks) {
      if (each == object) {
        return true;
      }
    }
    return false;
  }

  /** Whether it does more than look at this object. */
  boolean changes(int object) {
    return (first == object && access != Access.READ)
        || (second == object && secondAccess != Access.READ)
        || (signal == object && signalAccess != Access.READ);
  }

  /** Whether it conflicts with every other step on this object. */
  boolean writes(int object) {
    return (first == object && access == Access.WRITE)
        || (second == object && secondAccess == Access.WRITE)
        || (signal == object && signalAccess == Access.WRITE);
  }
}
