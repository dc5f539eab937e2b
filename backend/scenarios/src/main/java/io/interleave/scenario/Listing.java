package io.interleave.scenario;

import java.util.List;

/**
 * The part of a source file that is worth showing.
 *
 * @param language {@code java} or {@code python}
 * @param file as sites name it
 * @param firstLine the line of the file at which the text begins, from 1
 */
public record Listing(String language, String file, int firstLine, String text) {

  /** A Java file from its class's Javadoc on: without package and imports. */
  static Listing java(String file, String source) {
    List<String> lines = source.lines().toList();
    int first = 0;
    while (first < lines.size() && isPreamble(lines.get(first))) {
      first++;
    }
    String text = String.join("\n", lines.subList(first, lines.size())) + "\n";
    return new Listing("java", file, first + 1, text);
  }

  private static boolean isPreamble(String line) {
    return line.isBlank() || line.startsWith("package ") || line.startsWith("import ");
  }

  /** A Python file as it is: its imports are where its threads come from. */
  static Listing python(String file, String source) {
    return new Listing("python", file, 1, source);
  }
}
