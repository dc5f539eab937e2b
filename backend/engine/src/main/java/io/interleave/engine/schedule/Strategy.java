package io.interleave.engine.schedule;

/**
 * Decides who goes next. Called by the execution, between steps, on whichever thread runs it; one
 * strategy serves one execution at a time.
 */
public interface Strategy {

  /** What {@link #choose} returns to end the execution where it is. */
  int STOP = 0;

  /** A new execution begins. */
  default void begin(Execution execution) {}

  /**
   * The thread that takes the next step: one of {@link Execution#enabled}, of which there is at
   * least one; or {@link #STOP}.
   */
  int choose(Execution execution);

  /**
   * Which of several courses the step takes.
   *
   * @param count how many there are, at least 2
   * @return 0 for the ordinary one, up to {@code count - 1}
   */
  default int alternative(Execution execution, int count) {
    return 0;
  }

  /**
   * Whether daemons go on although the program has ended, for what they would have done if it had
   * ended later. Asked where some thread is enabled then.
   */
  default boolean outlives(Execution execution) {
    return false;
  }

  /** The step that was chosen has been taken. */
  default void stepped(Execution execution) {}
}
