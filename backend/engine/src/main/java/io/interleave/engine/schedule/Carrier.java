package io.interleave.engine.schedule;

/** What tasks run on, one at a time. Not thread-safe. */
interface Carrier {

  /** Makes what is needed to run a task. */
  void prepare(Task task);

  /** Runs a task until it suspends itself or ends. Called by the driver. */
  void resume(Task task);

  /** Gives control back to the driver until the task is resumed. Called by the task. */
  void suspend(Task task);

  /** Whether tasks that are left behind must be run to their end, or can simply be forgotten. */
  boolean mustUnwind();
}
