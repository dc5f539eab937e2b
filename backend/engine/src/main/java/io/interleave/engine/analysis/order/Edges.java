package io.interleave.engine.analysis.order;

/** Which edges between threads count as order. */
public enum Edges {
  /** All that the Java Memory Model and the promises of java.util.concurrent give. */
  ALL,
  /**
   * Without those that merely came about in this run and would go the other way in another: locks,
   * semaphores that began with permits, volatile and atomic variables, adders.
   */
  LASTING
}
