package io.interleave.engine.control;

/** An object of a controlled run, as its scheduler sees it. Asked between steps only. */
public interface Shared {

  /**
   * What an operation's readiness depends on, as a number: 0 for a free lock, the size of a queue,
   * the permits of a semaphore.
   */
  int level();

  /** The thread that those who wait for it lend their priority to, 0 for none. */
  default int heir() {
    return 0;
  }

  /**
   * A hash of all of its state that an operation's result can depend on, equal for equal states of
   * equal programs.
   */
  default long digest() {
    return level();
  }
}
