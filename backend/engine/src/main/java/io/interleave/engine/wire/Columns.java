package io.interleave.engine.wire;

import io.interleave.engine.event.Kind;
import io.interleave.engine.event.Trace;
import java.util.Arrays;
import java.util.Base64;

/**
 * The seven columns of a batch as base64: see docs/trace-format.md, "A batch".
 *
 * <p>Varints are LEB128; signed numbers are zigzagged first (Protocol Buffers' encoding).
 */
public final class Columns {

  // Above the code of a kind.
  private static final int TIMED = 0x80;

  private static final int COLUMNS = 7;

  private Columns() {}

  /** Events {@code from} to {@code to}, both included. */
  public static String encode(Trace trace, int from, int to) {
    int count = to - from + 1;
    Writer out = new Writer(count * 12);
    for (int seq = from; seq <= to; seq++) {
      int code = trace.kind(seq).code();
      out.write((byte) (trace.flagged(seq) ? code | TIMED : code));
    }
    for (int seq = from; seq <= to; seq++) {
      out.varint(trace.thread(seq));
    }
    long before = 0;
    for (int seq = from; seq <= to; seq++) {
      long t = trace.t(seq);
      out.zigzag(t - before);
      before = t;
    }
    for (int seq = from; seq <= to; seq++) {
      out.varint(trace.object(seq));
    }
    for (int seq = from; seq <= to; seq++) {
      out.zigzag(trace.value(seq));
    }
    for (int seq = from; seq <= to; seq++) {
      int cause = trace.cause(seq);
      out.varint(cause == 0 ? 0 : seq - cause);
    }
    for (int seq = from; seq <= to; seq++) {
      out.varint(trace.site(seq));
    }
    return Base64.getEncoder().encodeToString(out.bytes());
  }

  /**
   * Appends the events of a batch to a trace.
   *
   * @throws IllegalArgumentException if the data is not {@code count} events, or does not follow
   *     the trace's last
   */
  public static void decode(String base64, int first, int count, Trace trace) {
    if (first != trace.size() + 1) {
      throw new IllegalArgumentException(
          "batch begins at " + first + " where " + (trace.size() + 1) + " follows");
    }
    byte[] data = Base64.getDecoder().decode(base64);
    if (count < 0 || count > data.length / COLUMNS) {
      throw new IllegalArgumentException(
          count + " events do not fit into " + data.length + " bytes");
    }
    Reader in = new Reader(data);
    Kind[] kinds = new Kind[count];
    boolean[] timed = new boolean[count];
    int[] threads = new int[count];
    long[] times = new long[count];
    int[] objects = new int[count];
    long[] values = new long[count];
    int[] causes = new int[count];
    for (int i = 0; i < count; i++) {
      int code = in.read();
      timed[i] = code < 0;
      kinds[i] = Kind.ofCode(code & ~TIMED & 0xff);
    }
    for (int i = 0; i < count; i++) {
      threads[i] = (int) in.varint();
    }
    long before = 0;
    for (int i = 0; i < count; i++) {
      before += in.zigzag();
      times[i] = before;
    }
    for (int i = 0; i < count; i++) {
      objects[i] = (int) in.varint();
    }
    for (int i = 0; i < count; i++) {
      values[i] = in.zigzag();
    }
    for (int i = 0; i < count; i++) {
      int back = (int) in.varint();
      causes[i] = back == 0 ? 0 : first + i - back;
    }
    for (int i = 0; i < count; i++) {
      trace.append(
          times[i],
          threads[i],
          kinds[i],
          objects[i],
          values[i],
          causes[i],
          (int) in.varint(),
          timed[i]);
    }
    in.finish();
  }

  private static final class Writer {
    private byte[] bytes;
    private int size;

    Writer(int capacity) {
      bytes = new byte[Math.max(16, capacity)];
    }

    void write(byte b) {
      if (size == bytes.length) {
        bytes = Arrays.copyOf(bytes, size * 2);
      }
      bytes[size++] = b;
    }

    void varint(long value) {
      long rest = value;
      while ((rest & ~0x7fL) != 0) {
        write((byte) ((rest & 0x7f) | 0x80));
        rest >>>= 7;
      }
      write((byte) rest);
    }

    void zigzag(long value) {
      varint((value << 1) ^ (value >> 63));
    }

    byte[] bytes() {
      return Arrays.copyOf(bytes, size);
    }
  }

  private static final class Reader {
    private final byte[] bytes;
    private int at;

    Reader(byte[] bytes) {
      this.bytes = bytes;
    }

    int read() {
      if (at == bytes.length) {
        throw new IllegalArgumentException("batch data ends early, after " + at + " bytes");
      }
      return bytes[at++];
    }

    long varint() {
      long value = 0;
      for (int shift = 0; shift < 64; shift += 7) {
        int b = read();
        value |= (long) (b & 0x7f) << shift;
        if (b >= 0) {
          return value;
        }
      }
      throw new IllegalArgumentException("varint longer than 64 bits at byte " + at);
    }

    long zigzag() {
      long value = varint();
      return (value >>> 1) ^ -(value & 1);
    }

    void finish() {
      if (at != bytes.length) {
        throw new IllegalArgumentException(
            "batch data has " + (bytes.length - at) + " bytes too many");
      }
    }
  }
}
