package io.interleave.engine.event;

/**
 * What a program returned.
 *
 * @param value what a learner would print
 * @param goalMet whether the program's invariant held
 * @param summary the same in a sentence
 */
public record Outcome(String value, boolean goalMet, Text summary) {

  public Outcome {
    value = Printable.of(value);
  }

  /** With a summary in one language, which stands for all. */
  public Outcome(String value, boolean goalMet, String summary) {
    this(value, goalMet, Text.same(summary));
  }
}
