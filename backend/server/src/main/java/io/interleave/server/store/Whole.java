package io.interleave.server.store;

import java.nio.ByteBuffer;

/** Bytes that are all there, most often a file. */
final class Whole implements LogBytes {

  private static final int PIECE = 64 * 1024;

  private final ByteBuffer bytes;

  Whole(ByteBuffer bytes) {
    this.bytes = bytes.asReadOnlyBuffer();
  }

  @Override
  public ByteBuffer slice(long position, int most) {
    return bytes.slice((int) position, most);
  }

  @Override
  public Segments growing(long size) {
    Segments copy = Segments.NONE.reaching(size);
    byte[] piece = new byte[PIECE];
    for (int at = 0; at < size; at += PIECE) {
      int length = (int) Math.min(PIECE, size - at);
      byte[] part = length == PIECE ? piece : new byte[length];
      bytes.get(at, part);
      copy.put(at, part);
    }
    return copy;
  }

  @Override
  public long memory() {
    return 0;
  }
}
