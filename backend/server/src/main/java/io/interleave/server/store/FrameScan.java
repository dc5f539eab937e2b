package io.interleave.server.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the frames in the bytes of a log. */
final class FrameScan {

  private static final Pattern FORM =
      Pattern.compile(
          "event: (run|events|finding|end)\nid: \\d{1,9}(\\.([1-9]\\d{0,8}|end))?\ndata: [^\n]*+\n\n");

  private final ByteBuffer bytes;
  private int at;

  private FrameScan(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  /**
   * The whole frames from the beginning on; what follows the last one is a frame cut off, or none
   * of ours.
   */
  static List<Frame> frames(ByteBuffer bytes) {
    FrameScan scan = new FrameScan(bytes);
    List<Frame> frames = new ArrayList<>();
    for (Optional<Frame> frame = scan.next(); frame.isPresent(); frame = scan.next()) {
      frames.add(frame.get());
    }
    return frames;
  }

  /**
   * Whether what begins at an offset is a frame cut off, or nothing. A machine that loses its power
   * may leave zeros where the rest was to be.
   */
  @SuppressWarnings("JdkObsolete") // hitEnd: whether more could have made it match
  static boolean isCutOff(ByteBuffer bytes, int from) {
    int end = bytes.limit();
    while (end > from && bytes.get(end - 1) == 0) {
      end--;
    }
    byte[] rest = new byte[end - from];
    bytes.get(from, rest);
    Matcher matcher = FORM.matcher(new String(rest, StandardCharsets.ISO_8859_1));
    return !matcher.matches() && matcher.hitEnd();
  }

  private Optional<Frame> next() {
    int offset = at;
    Optional<Frame.Type> type = field("event: ").flatMap(Frame.Type::ofWord);
    Optional<FrameId> id = field("id: ").flatMap(FrameId::parse);
    if (type.isEmpty() || id.isEmpty() || !skipField("data: ") || !skipField("")) {
      return Optional.empty();
    }
    return Optional.of(new Frame(type.get(), id.get(), offset, at - offset));
  }

  private Optional<String> field(String name) {
    int begin = at + name.length();
    if (!skipField(name)) {
      return Optional.empty();
    }
    byte[] value = new byte[at - 1 - begin];
    bytes.get(begin, value);
    return Optional.of(new String(value, StandardCharsets.UTF_8));
  }

  /** Steps over a line that begins so; an empty name stands for an empty line. */
  private boolean skipField(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (at + i >= bytes.limit() || bytes.get(at + i) != name.charAt(i)) {
        return false;
      }
    }
    int end = at + name.length();
    while (end < bytes.limit() && bytes.get(end) != '\n') {
      end++;
    }
    if (end == bytes.limit() || (name.isEmpty() && end != at)) {
      return false;
    }
    at = end + 1;
    return true;
  }
}
