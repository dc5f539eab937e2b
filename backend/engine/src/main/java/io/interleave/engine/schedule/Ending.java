package io.interleave.engine.schedule;

/** Why a controlled execution is over. */
public enum Ending {
  /** All threads that keep it going have ended. */
  COMPLETED,
  /** Threads are left, and none of them can go on. */
  STUCK,
  /** Threads are left that go round without changing anything, and nobody else can go on. */
  ENDLESS,
  /** It took too many steps, or a thread failed too often. */
  CUT,
  /** Its strategy stopped it. */
  STOPPED,
  /** Somebody else did. */
  CANCELLED,
  /** A bound on threads, events or objects ended its recording. */
  LIMIT
}
