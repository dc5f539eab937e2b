package io.interleave.engine.explore;

import io.interleave.engine.event.Text;

/** A program is too large to be explored in the way that was asked for. */
public final class Unexplorable extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final transient Text text;

  Unexplorable(Text text) {
    super(text.en());
    this.text = text;
  }

  /** What there is too much of, in a sentence. */
  public Text text() {
    return text;
  }
}
