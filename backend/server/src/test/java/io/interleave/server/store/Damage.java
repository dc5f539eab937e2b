package io.interleave.server.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Does to files what disks, editors and accidents do. */
final class Damage {

  private static final List<String> NUMBERS =
      List.of(
          "999999999", "-1", "0", "99999999999999999999", "1.5", "1e999", "null", "\"x\"", "[]");

  private Damage() {}

  /** A file with one to three things wrong. */
  static byte[] of(byte[] good, Random random) {
    byte[] bad = good;
    for (int i = random.nextInt(3); i >= 0; i--) {
      bad = once(bad, random);
    }
    return bad;
  }

  private static byte[] once(byte[] good, Random random) {
    if (good.length == 0) {
      return new byte[] {(byte) random.nextInt()};
    }
    int at = random.nextInt(good.length);
    int to = Math.min(good.length, at + 1 + random.nextInt(40));
    return switch (random.nextInt(7)) {
      case 0 -> flipped(good, at, 1 << random.nextInt(8));
      case 1 -> Arrays.copyOf(good, at);
      case 2 -> joined(Arrays.copyOf(good, at), Arrays.copyOfRange(good, to, good.length));
      case 3 -> joined(Arrays.copyOf(good, to), Arrays.copyOfRange(good, at, good.length));
      case 4 -> zeroed(good, at, to);
      case 5 -> joined(good, Arrays.copyOfRange(good, at, to));
      default -> number(good, at, NUMBERS.get(random.nextInt(NUMBERS.size())));
    };
  }

  private static byte[] flipped(byte[] good, int at, int bits) {
    byte[] bad = good.clone();
    bad[at] ^= (byte) bits;
    return bad;
  }

  private static byte[] zeroed(byte[] good, int from, int to) {
    byte[] bad = good.clone();
    Arrays.fill(bad, from, to, (byte) 0);
    return bad;
  }

  private static byte[] joined(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }

  /** Another value for the next number or string behind a place. */
  private static byte[] number(byte[] good, int at, String value) {
    String text = new String(good, StandardCharsets.ISO_8859_1);
    int begin = text.indexOf(':', at) + 1;
    int end = begin;
    while (end < text.length() && ",}]\n".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return (text.substring(0, begin) + value + text.substring(end))
        .getBytes(StandardCharsets.ISO_8859_1);
  }
}
