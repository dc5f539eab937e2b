package io.interleave.engine.analysis;

/** What the time stamps of a trace mean. */
public enum Timing {
  /** Nanoseconds of real time. */
  REAL,
  /** Steps of a scheduler, which say nothing about speed. */
  STEPS
}
