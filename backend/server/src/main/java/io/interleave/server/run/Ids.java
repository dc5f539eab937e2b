package io.interleave.server.run;

import java.security.SecureRandom;
import java.util.Base64;

/** Makes ids that fit into a URL and cannot be guessed. Thread-safe. */
public final class Ids {

  private static final int BYTES = 9;

  private final SecureRandom random = new SecureRandom();

  /** A new one, of twelve characters. */
  public String next() {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().encodeToString(bytes);
  }
}
