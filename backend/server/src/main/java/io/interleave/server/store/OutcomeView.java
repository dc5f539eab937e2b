package io.interleave.server.store;

import io.interleave.engine.event.Outcome;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a program returned, as docs/trace-format.md describes it under "Run".
 *
 * @param summary in English
 * @param summaries in the other languages, by their tags; empty in runs of earlier versions
 */
public record OutcomeView(
    String value, boolean goalMet, String summary, Map<String, String> summaries) {

  public OutcomeView(
      String value, boolean goalMet, String summary, @Nullable Map<String, String> summaries) {
    this.value = Objects.requireNonNull(value, "value");
    this.goalMet = goalMet;
    this.summary = Objects.requireNonNull(summary, "summary");
    this.summaries = summaries == null ? Map.of() : Map.copyOf(summaries);
  }

  /** The sentence for readers of a language. */
  public String in(Locale language) {
    return summaries.getOrDefault(language.getLanguage(), summary);
  }

  public static @Nullable OutcomeView of(@Nullable Outcome outcome) {
    return outcome == null
        ? null
        : new OutcomeView(
            outcome.value(),
            outcome.goalMet(),
            outcome.summary().en(),
            outcome.summary().translations());
  }
}
