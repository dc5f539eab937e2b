package io.interleave.engine.explore;

import io.interleave.engine.event.Kind;
import io.interleave.engine.schedule.Execution;
import io.interleave.engine.schedule.Task;

/**
 * What a preemption is: a switch away from a thread that could have gone on, and had more to do.
 */
final class Preemptions {

  private Preemptions() {}

  /** Whether the next step is preemptive when this thread takes it. */
  static boolean is(Execution execution, int chosen) {
    int last = execution.last();
    return last != 0 && last != chosen && couldGoOn(execution, last);
  }

  static boolean couldGoOn(Execution execution, int id) {
    Task task = execution.task(id);
    return execution.isEnabled(id) && task.isReady() && task.pending().kind() != Kind.THREAD_END;
  }
}
