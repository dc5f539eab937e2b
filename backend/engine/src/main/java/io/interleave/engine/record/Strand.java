package io.interleave.engine.record;

import io.interleave.engine.control.Shared;
import java.time.Duration;

/**
 * What carries a thread of a run: a thread of the JDK's in a live run, a task of the scheduler's in
 * a controlled one. Its level is 1 when it has ended. Thread-safe.
 */
public interface Strand extends Shared {

  /** Lets it begin; once. */
  void start();

  /** What the JDK would say of it. */
  Thread.State state();

  /** The JDK's way to wait for its end, for live runs. */
  void await() throws InterruptedException;

  /**
   * The same, but not longer than this.
   *
   * @return whether it has ended
   */
  boolean await(Duration timeout) throws InterruptedException;

  void interrupt();

  /** Whether it was interrupted and has not been told yet. */
  boolean isInterrupted();

  /** Sets its priority, from {@link Thread#MIN_PRIORITY} to {@link Thread#MAX_PRIORITY}. */
  void priority(int priority);

  /** Gives it the permit that parking waits for. */
  void unpark();

  /**
   * Its parking permit and interrupt status, for a scheduler: the level is 0 where it has neither.
   */
  default Shared permit() {
    throw new UnsupportedOperationException("a thread of the JDK's keeps these to itself");
  }

  @Override
  default int level() {
    return state() == Thread.State.TERMINATED ? 1 : 0;
  }

  /** Makes strands. */
  @FunctionalInterface
  interface Maker {
    /** A strand that has not started. */
    Strand make(Recorder recorder, Runnable life);
  }
}
