package io.interleave.engine.analysis.blocking;

import io.interleave.engine.event.ThreadState;

/**
 * One step of "who waits for whom".
 *
 * @param state what the thread is doing, as its last event says
 * @param request the event by which it waits, 0 if it does not
 * @param object what it waits for, 0 for none
 */
public record Link(int thread, ThreadState state, int request, int object) {

  /** Whether it waits for something that others have or do. */
  public boolean waits() {
    return state == ThreadState.BLOCKED || state == ThreadState.WAITING;
  }
}
