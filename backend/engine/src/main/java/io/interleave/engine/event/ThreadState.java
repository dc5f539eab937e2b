package io.interleave.engine.event;

/** What a thread is doing, as far as its events can tell. */
public enum ThreadState {
  /** Constructed, not started. */
  NEW,
  /** Able to run and not yet running: known only between a cause and its effect. */
  READY,
  RUNNING,
  /** Waiting for a lock, permits, room or an element. */
  BLOCKED,
  /** Waiting to be told: a condition, event, latch, barrier, future, another thread's end. */
  WAITING,
  SLEEPING,
  IO,
  ENDED
}
