package io.interleave.engine.primitive;

import io.interleave.engine.control.Shared;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An int and the number of operations on it, in one atomic word: the stamp above, the value below.
 * Reading counts too, so that every access has its own place in the order of all accesses.
 * Thread-safe.
 */
final class PackedInt implements Shared {

  private static final long ONE = 1L << 32;

  private final AtomicLong word;

  PackedInt(int initial) {
    this.word = new AtomicLong(Integer.toUnsignedLong(initial));
  }

  static int value(long word) {
    return (int) word;
  }

  static int stamp(long word) {
    return (int) (word >>> 32);
  }

  static long next(long word, int value) {
    return (word & -ONE) + ONE | Integer.toUnsignedLong(value);
  }

  /** The word after reading. */
  long read() {
    return word.addAndGet(ONE);
  }

  long peek() {
    return word.get();
  }

  boolean replace(long expected, long next) {
    return word.compareAndSet(expected, next);
  }

  /** Its value. */
  @Override
  public int level() {
    return value(word.get());
  }

  /** The word after writing. */
  long write(int value) {
    while (true) {
      long before = word.get();
      long after = next(before, value);
      if (word.compareAndSet(before, after)) {
        return after;
      }
    }
  }
}
