package io.interleave.server.store;

import java.nio.ByteBuffer;

/** Where the bytes of a log are; any thread may read them. */
sealed interface LogBytes permits Segments, Whole {

  /**
   * Some bytes, without a copy.
   *
   * @param most at most so many, at least one
   */
  ByteBuffer slice(long position, int most);

  /** The first bytes, in memory that can grow. */
  Segments growing(long size);

  /** How much memory outside the heap they take. */
  long memory();
}
