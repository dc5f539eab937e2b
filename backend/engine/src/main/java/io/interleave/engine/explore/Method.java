package io.interleave.engine.explore;

import java.util.Arrays;
import java.util.Optional;

/** The ways to explore that can be asked for by name. */
public enum Method {
  /** Classes; a search by chance where there are too many threads for them. */
  AUTO("auto"),
  /** Random and PCT schedules by turns, until one misses the goal. */
  SEARCH("search"),
  /** One schedule of each equivalence class. */
  CLASSES("classes"),
  /** Every reachable state once. */
  STATES("states"),
  /** Every schedule. */
  INTERLEAVINGS("interleavings");

  private final String id;

  Method(String id) {
    this.id = id;
  }

  /** Its name for users. */
  public String id() {
    return id;
  }

  public static Optional<Method> find(String id) {
    return Arrays.stream(values()).filter(each -> each.id.equals(id)).findFirst();
  }
}
