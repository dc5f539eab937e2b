package io.interleave.server.client;

import java.net.InetAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An address, or all that begin like it: {@code 10.1.2.3}, {@code 10.0.0.0/8}, {@code fd00::/8}.
 */
public final class AddressRange {

  // Names are never looked up.
  private static final Pattern TEXT =
      Pattern.compile("(\\d{1,3}(?:\\.\\d{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*)(?:/(\\d{1,3}))?");

  private final byte[] first;
  private final int bits;

  private AddressRange(byte[] first, int bits) {
    this.first = first;
    this.bits = bits;
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static AddressRange parse(String text) {
    Matcher parts = TEXT.matcher(text.strip());
    if (!parts.matches()) {
      throw new IllegalArgumentException("'" + text + "' is no address and no range of addresses");
    }
    byte[] first = InetAddress.ofLiteral(parts.group(1)).getAddress();
    int all = first.length * Byte.SIZE;
    int bits = parts.group(2) == null ? all : Integer.parseInt(parts.group(2));
    if (bits > all) {
      throw new IllegalArgumentException("'" + text + "' has more than " + all + " bits");
    }
    return new AddressRange(first, bits);
  }

  /** An address from its text, or null if it is none. */
  static @Nullable InetAddress address(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches() || parts.group(2) != null) {
      return null;
    }
    try {
      return InetAddress.ofLiteral(parts.group(1));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** Whether an address is in it. */
  public boolean contains(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length != first.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit += Byte.SIZE) {
      int differs = (bytes[bit / Byte.SIZE] ^ first[bit / Byte.SIZE]) & 0xff;
      int ignored = Math.max(0, bit + Byte.SIZE - bits);
      if (differs >> ignored != 0) {
        return false;
      }
    }
    return true;
  }
}
