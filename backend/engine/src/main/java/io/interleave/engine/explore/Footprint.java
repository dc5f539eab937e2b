package io.interleave.engine.explore;

import io.interleave.engine.control.Access;
import io.interleave.engine.control.Intent;
import io.interleave.engine.schedule.Execution;
import io.interleave.engine.schedule.Task;

/** What a step touches, and how: up to three objects, 0 for none. Immutable. */
record Footprint(
    int first, Access access, int second, Access secondAccess, int signal, Access signalAccess) {

  static final Footprint LOCAL = new Footprint(0, Access.READ, 0, Access.READ, 0, Access.READ);

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

  /**
   * The same of a thread that goes round, and whose turn depends on all that it looks at there; it
   * goes round only where there is room for these.
   */
  private Footprint looking(int[] objects) {
    Footprint looks = this;
    for (int object : objects) {
      if (object != first && object != second && object != signal) {
        looks = looks.andReads(object);
      }
    }
    return looks;
  }

  private Footprint andReads(int object) {
    if (first == 0) {
      return new Footprint(object, Access.READ, second, secondAccess, signal, signalAccess);
    }
    return second == 0
        ? new Footprint(first, access, object, Access.READ, signal, signalAccess)
        : new Footprint(first, access, second, secondAccess, object, Access.READ);
  }

  private static Footprint of(Task task, Access access, Access secondAccess, Access signalAccess) {
    Intent intent = task.pending();
    if (intent.object() == 0 && !intent.isInterruptible()) {
      return LOCAL;
    }
    int signal = intent.isInterruptible() ? Intent.signal(task.id()) : 0;
    if (intent.second() == intent.object()) {
      Access both = access.conflicts(secondAccess) ? Access.WRITE : access;
      return new Footprint(intent.object(), both, 0, Access.READ, signal, signalAccess);
    }
    return new Footprint(
        intent.object(), access, intent.second(), secondAccess, signal, signalAccess);
  }

  /** Whether the order of two steps of different threads matters. */
  boolean conflicts(Footprint other) {
    return other.conflicts(first, access)
        || other.conflicts(second, secondAccess)
        || other.conflicts(signal, signalAccess);
  }

  private boolean conflicts(int object, Access how) {
    return object != 0
        && ((object == first && how.conflicts(access))
            || (object == second && how.conflicts(secondAccess))
            || (object == signal && how.conflicts(signalAccess)));
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
