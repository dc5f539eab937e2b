package io.interleave.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that belong to failed tests, for a person to look at: {@code target/failures}. */
public final class Failures {

  private static final Path DIRECTORY = Path.of("target/failures");

  private Failures() {}

  /**
   * Keeps a text in a file.
   *
   * @param name the file's name; what cannot stand in one is replaced
   * @param text what to keep
   * @return where it is
   */
  public static Path keep(String name, String text) {
    Path file = DIRECTORY.resolve(name.replaceAll("[^A-Za-z0-9._-]+", "-")).toAbsolutePath();
    try {
      Files.createDirectories(file.getParent());
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
