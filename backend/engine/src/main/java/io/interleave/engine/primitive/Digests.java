package io.interleave.engine.primitive;

import io.interleave.engine.control.Control;

/** Hashes of what threads hand to each other, equal for equal values in different executions. */
final class Digests {

  private Digests() {}

  /**
   * The hash of a value that the calling thread hands over. For an object with an identity stands
   * what that thread has seen so far, from which it was made.
   */
  static long of(Control control, Object value) {
    boolean isValue =
        value instanceof Number
            || value instanceof CharSequence
            || value instanceof Boolean
            || value instanceof Character;
    return isValue ? value.hashCode() : control.history();
  }
}
