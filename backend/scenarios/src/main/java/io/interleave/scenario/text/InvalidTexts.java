package io.interleave.scenario.text;

/** Texts that are incomplete, or not those of their scenario; each line names file and line. */
public final class InvalidTexts extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  InvalidTexts(String message) {
    super(message);
  }
}
