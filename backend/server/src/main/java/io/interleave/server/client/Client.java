package io.interleave.server.client;

/**
 * Who has a share.
 *
 * @param address of the client, or the network that it counts as one with; see {@link Addresses}
 * @param name that it gave itself there; empty if it gave none
 */
public record Client(String address, String name) {

  /** Whose it is when nobody knows any more. */
  public static final Client NOBODY = new Client("", "");
}
