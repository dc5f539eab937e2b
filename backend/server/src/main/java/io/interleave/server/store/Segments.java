package io.interleave.server.store;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Memory outside the heap, a piece at a time; what was written once stays where it is. */
final class Segments implements LogBytes {

  static final Segments NONE = new Segments(List.of());

  private static final int SEGMENT = 64 * 1024;

  private final List<ByteBuffer> segments;

  private Segments(List<ByteBuffer> segments) {
    this.segments = List.copyOf(segments);
  }

  /** The same, and as much more as it takes to hold so many bytes. */
  Segments reaching(long size) {
    long have = memory();
    if (have >= size) {
      return this;
    }
    List<ByteBuffer> more = new ArrayList<>(segments);
    for (; have < size; have += SEGMENT) {
      more.add(ByteBuffer.allocateDirect(SEGMENT));
    }
    return new Segments(more);
  }

  /** Writes where nobody reads yet. */
  void put(long at, byte[] bytes) {
    int done = 0;
    while (done < bytes.length) {
      int offset = (int) ((at + done) % SEGMENT);
      int length = Math.min(SEGMENT - offset, bytes.length - done);
      segment(at + done).put(offset, bytes, done, length);
      done += length;
    }
  }

  private ByteBuffer segment(long position) {
    return segments.get((int) (position / SEGMENT));
  }

  @Override
  public ByteBuffer slice(long position, int most) {
    int offset = (int) (position % SEGMENT);
    return segment(position).asReadOnlyBuffer().slice(offset, Math.min(most, SEGMENT - offset));
  }

  @Override
  public Segments growing(long size) {
    return this;
  }

  @Override
  public long memory() {
    return (long) segments.size() * SEGMENT;
  }
}
