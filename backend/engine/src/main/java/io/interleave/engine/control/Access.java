package io.interleave.engine.control;

/**
 * How an operation touches an object.
 *
 * <p>Two operations of different threads on the same object are independent, which means that their
 * order makes no difference to anyone, where both only read or both only add; otherwise they
 * conflict.
 */
public enum Access {
  /** Looks, and changes nothing. */
  READ,
  /** Changes it in a way that commutes with other such changes, such as counting down. */
  ADD,
  /** Anything else. */
  WRITE;

  /** Whether the order of two accesses to one object matters. */
  public boolean conflicts(Access other) {
    return this != other || this == WRITE;
  }
}
