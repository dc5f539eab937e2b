package io.interleave.server.store;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code id} of a frame: {@code S} for the events up to seq S (0 for none yet), {@code S.k} for
 * the k-th finding since, {@code S.end} for the end.
 *
 * @param part 0 for events, k for a finding, {@link #END} for the end
 */
public record FrameId(int seq, int part) implements Comparable<FrameId> {

  public static final int END = Integer.MAX_VALUE;

  private static final Pattern FORM = Pattern.compile("(\\d{1,9})(?:\\.(?:([1-9]\\d{0,8})|end))?");
  private static final Comparator<FrameId> ORDER =
      Comparator.comparingInt(FrameId::seq).thenComparingInt(FrameId::part);

  /** Reads an id; empty if it has none of the three forms. */
  public static Optional<FrameId> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int seq = Integer.parseInt(matcher.group(1));
    if (text.endsWith("end")) {
      return Optional.of(new FrameId(seq, END));
    }
    String part = matcher.group(2);
    return Optional.of(new FrameId(seq, part == null ? 0 : Integer.parseInt(part)));
  }

  @Override
  public int compareTo(FrameId other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return switch (part) {
      case 0 -> Integer.toString(seq);
      case END -> seq + ".end";
      default -> seq + "." + part;
    };
  }
}
