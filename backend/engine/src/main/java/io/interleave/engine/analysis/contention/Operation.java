package io.interleave.engine.analysis.contention;

/** What threads do with an object that can make them wait. */
public enum Operation {
  /** Take a lock or permits. */
  ACQUIRE("acquire"),
  /** Put into a queue. */
  PUT("put"),
  /** Take from a queue. */
  TAKE("take"),
  /**
   * Wait to be told: a condition, event, latch, barrier, future, or that all of a queue is done.
   */
  AWAIT("await"),
  /** Have a task run by a pool: it waits from its submission to its start, and then runs. */
  TASK("task");

  private final String word;

  Operation(String word) {
    this.word = word;
  }

  /** The word of docs/trace-format.md. */
  public String word() {
    return word;
  }
}
