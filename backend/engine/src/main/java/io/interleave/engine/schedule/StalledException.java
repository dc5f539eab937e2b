package io.interleave.engine.schedule;

import io.interleave.engine.event.Text;

/** A thread of a controlled program waits, or computes, where no scheduler can see it. */
public final class StalledException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Text text;

  StalledException(Text text) {
    super(text.en());
    this.text = text;
  }

  /** Which thread, and where, in a sentence. */
  public Text text() {
    return text;
  }
}
