package io.interleave.scenario.text;

import io.interleave.engine.event.Text;
import io.interleave.scenario.story.Said;

/** A sentence with places for what only a run can know. Immutable. */
public final class Sentence {

  private final Text format;

  /**
   * @param format its places as {@link String#format} has them, numbered
   */
  Sentence(Text format) {
    this.format = format;
  }

  /**
   * The same about an event.
   *
   * @param seq the event's
   */
  public Said at(long seq, Object... facts) {
    return new Said(with(facts), (int) seq);
  }

  /** The sentence with these in its places, in the order in which it was declared with them. */
  public Text with(Object... facts) {
    return format.with(facts);
  }
}
