package io.interleave.engine.schedule;

import io.interleave.engine.event.Text;

/** A text that is no schedule. */
public final class InvalidSchedule extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final transient Text text;

  InvalidSchedule(Text text) {
    super(text.en());
    this.text = text;
  }

  /** What is wrong with it, in a sentence. */
  public Text text() {
    return text;
  }
}
