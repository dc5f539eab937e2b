package io.interleave.engine.analysis.order;

/**
 * What releases of one object have published to whoever acquires it next.
 *
 * <p>Mostly, whoever releases has acquired what was released before, so that its clock is all there
 * is. Then the release itself stands for the whole clock (an epoch, as in Flanagan and Freund:
 * FastTrack, PLDI 2009): whoever knows of it knows everything that it published.
 */
final class Published {

  private static final int UNKNOWN = Integer.MAX_VALUE;

  private final VectorClock clock = new VectorClock();
  // invariant: the clock is that of this thread as of this event of it, unless that is UNKNOWN
  private int thread;
  private int latest;

  /** A thread with this clock releases, in this event. */
  void release(VectorClock from, int by, int seq) {
    if (isKnown(from) || (latest == UNKNOWN && clock.isAtMost(from))) {
      clock.assign(from);
      thread = by;
      latest = seq;
    } else {
      clock.join(from);
      latest = UNKNOWN;
    }
  }

  /** A thread acquires, into its clock. */
  void acquire(VectorClock into) {
    if (!isKnown(into)) {
      into.join(clock);
    }
  }

  private boolean isKnown(VectorClock to) {
    return latest <= to.get(thread);
  }
}
