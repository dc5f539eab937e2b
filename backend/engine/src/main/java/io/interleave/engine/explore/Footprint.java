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
        task, execution.effect(task), execution.secondEffect(task), execution.signalEffect(task));
  }

  /** Of the step that a task is about to take: all that it may touch, however it turns out. */
  static Footprint pending(Task task) {
    Intent intent = task.pending();
    // Whoever gives up leaves a queue, or breaks a barrier.
    boolean givesUp = intent.isTimed() || intent.isInterruptible();
    Access second = givesUp && intent.second() != 0 ? Access.WRITE : intent.secondAccess();
    return of(task, intent.access(), second, Access.READ);
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

  /** Whether it conflicts with every other step on this object. */
  boolean writes(int object) {
    return (first == object && access == Access.WRITE)
        || (second == object && secondAccess == Access.WRITE)
        || (signal == object && signalAccess == Access.WRITE);
  }
}
