package io.interleave.server.client;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** What of an address says who somebody is. */
public final class Addresses {

  // One subscriber has all the rest of an IPv6 address to choose from.
  private static final int NETWORK_BYTES = 8;

  private Addresses() {}

  /** An IPv4 address as it is, of an IPv6 address its /64; empty if there is none. */
  public static String of(@Nullable InetSocketAddress address) {
    InetAddress ip = address == null ? null : address.getAddress();
    if (ip == null) {
      return "";
    }
    return ip instanceof Inet6Address
        ? HexFormat.of().formatHex(ip.getAddress(), 0, NETWORK_BYTES) + "/64"
        : ip.getHostAddress();
  }
}
