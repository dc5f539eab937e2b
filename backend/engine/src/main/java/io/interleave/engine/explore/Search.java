package io.interleave.engine.explore;

import io.interleave.engine.schedule.Driver;
import io.interleave.engine.schedule.Strategy;
import org.jspecify.annotations.Nullable;

/** A way through the schedules of a program, one execution after another. */
interface Search {

  /** How an execution counts. */
  enum Count {
    /** It went to its end, and is like no other before it. */
    NEW,
    /** What it would have been was seen before; it was stopped where that became clear. */
    REDUNDANT
  }

  /** What decides the next execution; null when there is nothing left to try. */
  @Nullable Strategy next();

  /** The execution is over. */
  Count ended(Driver.Done done);

  /**
   * A search to begin anew with, because this one assumed something of the program that turned out
   * wrong; null while all is well.
   */
  default @Nullable Search replacement() {
    return null;
  }

  /** Whether there is nothing that it cannot see; to be asked when nothing is left to try. */
  default boolean isComplete() {
    return true;
  }

  /** How many states were found, -1 where they are not counted. */
  default long states() {
    return -1;
  }

  /** How many schedules there are, -1 where they are not counted. */
  default double interleavings() {
    return -1;
  }
}
