package io.interleave.engine.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of one thread's records: three words each.
 *
 * <pre>
 * word 0   t (48 bits) | kind (8) | flags (8)
 * word 1   object (24) | site (16) | stamp (24)
 * word 2   value (64)
 * </pre>
 *
 * The widths bound a run: 2^24 events and objects, 2^16 sites, 78 hours.
 */
final class Chunk {

  static final int WORDS = 3;
  // A thread that records little costs little: chunks double from the first size to the last.
  static final int FIRST_RECORDS = 32;
  static final int MOST_RECORDS = 1024;
  static final int MAX_STAMP = (1 << 24) - 1;

  private static final VarHandle PUBLISHED;

  static {
    try {
      PUBLISHED = MethodHandles.lookup().findVarHandle(Chunk.class, "published", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  final long[] words;
  volatile @Nullable Chunk next;

  @SuppressWarnings("unused") // through PUBLISHED
  private int published;

  Chunk(int records) {
    words = new long[WORDS * records];
  }

  int records() {
    return words.length / WORDS;
  }

  /** Makes the words before {@code end} readable. */
  void publish(int end) {
    PUBLISHED.setRelease(this, end);
  }

  /** The end of the readable words. */
  int published() {
    return (int) PUBLISHED.getAcquire(this);
  }

  static long word0(long t, int kind, int flags) {
    return t << 16 | (long) kind << 8 | flags;
  }

  static long word1(int object, int site, int stamp) {
    return (long) object << 40 | (long) site << 24 | stamp;
  }

  static long t(long word0) {
    return word0 >>> 16;
  }

  static int kind(long word0) {
    return (int) (word0 >>> 8) & 0xff;
  }

  static int flags(long word0) {
    return (int) word0 & 0xff;
  }

  static int object(long word1) {
    return (int) (word1 >>> 40);
  }

  static int site(long word1) {
    return (int) (word1 >>> 24) & 0xffff;
  }

  static int stamp(long word1) {
    return (int) word1 & MAX_STAMP;
  }
}
