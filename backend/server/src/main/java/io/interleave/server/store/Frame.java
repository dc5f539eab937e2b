package io.interleave.server.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * One server-sent event of a log, and where it lies there.
 *
 * @param offset its first byte in the log
 * @param length with the blank line behind it
 */
public record Frame(Type type, FrameId id, long offset, int length) {

  /** The types of docs/trace-format.md, "The stream". */
  public enum Type {
    RUN("run"),
    EVENTS("events"),
    FINDING("finding"),
    END("end");

    private final String word;

    Type(String word) {
      this.word = word;
    }

    /** The type with this word, if there is one. */
    public static Optional<Type> ofWord(String word) {
      return Arrays.stream(values()).filter(type -> type.word.equals(word)).findFirst();
    }
  }

  static String header(Type type, FrameId id) {
    return "event: " + type.word + "\nid: " + id + "\ndata: ";
  }

  /** Whether a frame of some type begins at a place. */
  static boolean isHeader(Type type, String text, int at) {
    return text.startsWith("event: " + type.word + "\n", at);
  }

  /**
   * A frame as it goes over the wire.
   *
   * @param data one line of JSON
   */
  public static byte[] encode(Type type, FrameId id, String data) {
    return (header(type, id) + data + "\n\n").getBytes(StandardCharsets.UTF_8);
  }

  public long end() {
    return offset + length;
  }

  /** Where its JSON begins in the log. */
  long dataOffset() {
    return offset + header(type, id).length();
  }

  int dataLength() {
    return (int) (end() - dataOffset()) - 2;
  }
}
