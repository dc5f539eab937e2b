package io.interleave.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What a build tries of what a nightly build tries all of: another share for each commit. */
public final class Rotation {

  private static final int CURRENT = current();

  private Rotation() {}

  /**
   * Which of several ways to do a check this build takes, from 0.
   *
   * @param check its name; checks of one build take different ways
   */
  public static int turn(String check, int ways) {
    return Math.floorMod(CURRENT + check.hashCode(), ways);
  }

  /** The property {@code rotation} if it is set, else made of the commit's hash, else 0. */
  static int current() {
    String given = System.getProperty("rotation", "");
    return given.isEmpty() ? ofHash(headHash()) : Integer.parseInt(given);
  }

  /** Not negative. */
  static int ofHash(String hash) {
    return hash.length() < 8 ? 0 : Integer.parseUnsignedInt(hash.substring(0, 8), 16) >>> 1;
  }

  private static String headHash() {
    try {
      Process git =
          new ProcessBuilder("git", "rev-parse", "HEAD")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String hash =
          new String(git.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
      return git.waitFor() == 0 ? hash : "";
    } catch (IOException e) {
      return ""; // an unpacked archive, or a machine without git
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}
