package io.interleave.scenario.text;

import java.util.ArrayList;
import java.util.List;

/** What is wrong with a scenario's texts; all of it is told at once. Not thread-safe. */
final class Complaints {

  private final List<String> all = new ArrayList<>();

  void add(String file, int line, String what) {
    all.add("%s:%d: %s".formatted(file, line, what));
  }

  /** Throws what was collected, if anything was. */
  void raise() {
    if (!all.isEmpty()) {
      throw new InvalidTexts(String.join("\n", all));
    }
  }
}
