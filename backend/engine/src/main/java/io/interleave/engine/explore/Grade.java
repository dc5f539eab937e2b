package io.interleave.engine.explore;

/** How good an outcome is. */
public enum Grade {
  /** The goal is met. */
  ACCEPTABLE("acceptable"),
  /** The goal is met, but some thread had to give up or try again on the way. */
  INTERESTING("interesting"),
  /** The goal is missed. */
  FORBIDDEN("forbidden");

  private final String word;

  Grade(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }
}
