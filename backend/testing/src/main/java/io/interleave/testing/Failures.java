package io.interleave.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What belongs to tests that failed, kept where a person can look at it. */
public final class Failures {

  private static final Path FOLDER = Path.of("target/failures");

  private Failures() {}

  /**
   * Keeps a text.
   *
   * @param name of the file; what does not suit a file name becomes a hyphen
   * @return the file, under {@code target/failures}
   */
  public static Path keep(String name, String text) {
    try {
      Files.createDirectories(FOLDER);
      return Files.writeString(FOLDER.resolve(name.replaceAll("[^A-Za-z0-9._-]+", "-")), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
