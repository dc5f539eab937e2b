package io.interleave.server.client;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * What a client calls itself, and what only it knows: who shows the same token as the one that
 * started something may end it.
 */
public record Token(String name, String secret) {

  private static final int NAME_BYTES = 9;
  private static final int SECRET_BYTES = 18;
  private static final SecureRandom RANDOM = new SecureRandom();

  /** A new one. */
  static Token random() {
    return named(word(NAME_BYTES));
  }

  /** One for a client that has a name and no secret. */
  static Token named(String name) {
    return new Token(name, word(SECRET_BYTES));
  }

  private static String word(int bytes) {
    byte[] random = new byte[bytes];
    RANDOM.nextBytes(random);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  /** As the header has it. */
  String text() {
    return name + "." + secret;
  }

  /** Whether it is the same; how long that takes says nothing about where they differ. */
  boolean isSame(Token other) {
    return MessageDigest.isEqual(
        text().getBytes(StandardCharsets.UTF_8), other.text().getBytes(StandardCharsets.UTF_8));
  }

  /** Says nothing, so that no log does. */
  @Override
  public String toString() {
    return "Token[" + name + "]";
  }
}
