package io.interleave.engine.analysis.critical;

import io.interleave.engine.event.ThreadState;

/**
 * A part of the critical path: what one thread was doing for some time.
 *
 * @param state running; ready, where it could have gone on since another's event and had not yet;
 *     or how it waited, where nobody's event ended the wait
 * @param from in nanoseconds since the run began
 * @param first the event that began it; of {@code ready}, the other thread's that allowed it
 * @param last the event that ended it
 */
public record Segment(
    int thread, ThreadState state, long from, long to, int object, int first, int last) {

  public long nanos() {
    return to - from;
  }
}
