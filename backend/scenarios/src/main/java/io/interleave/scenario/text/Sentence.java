package io.interleave.scenario.text;

import io.interleave.engine.event.Text;

/** A sentence with places for what only a run can know. Immutable. */
public final class Sentence {

  private final Text format;

  /**
   * @param format its places as {@link String#format} has them, numbered
   */
  Sentence(Text format) {
    this.format = format;
  }

  /** The sentence with these in its places, in the order in which it was declared with them. */
  public Text with(Object... facts) {
    return format.with(facts);
  }
}
