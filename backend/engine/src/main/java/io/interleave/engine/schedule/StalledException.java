package io.interleave.engine.schedule;

/**
 * A thread of a controlled program waits, or computes, where no scheduler can see it; the message
 * says which and where.
 */
public final class StalledException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StalledException(String message) {
    super(message);
  }
}
