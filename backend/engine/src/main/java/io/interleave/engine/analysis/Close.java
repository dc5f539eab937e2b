package io.interleave.engine.analysis;

/** How the events of a trace came to an end. */
public enum Close {
  /** Every thread that keeps a run going has ended. */
  ENDED,
  /** Nothing could go on any more. */
  STOOD,
  /** The run was cut off: cancelled, at a bound, or only looked at in the middle. */
  CUT
}
