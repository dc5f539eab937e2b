package io.interleave.server.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The languages that people are spoken to in. */
public enum Language {
  ENGLISH("en"),
  /** Simplified Chinese. */
  CHINESE("zh-Hans");

  private final Locale locale;

  Language(String tag) {
    locale = Locale.forLanguageTag(tag);
  }

  /** The locale of pages and messages in this language. */
  public Locale locale() {
    return locale;
  }

  /** The language's two letters, as {@code ?lang=} has them. */
  public String code() {
    return locale.getLanguage();
  }

  /** The language of a locale, whatever its country; English if it is none of these. */
  public static Language of(Locale locale) {
    return named(locale.getLanguage()).orElse(ENGLISH);
  }

  /**
   * The language that somebody wants.
   *
   * @param chosen what the address says, or null; ignored if it names no language of ours
   * @param accepted what the browser says, in any order of preference; empty if it says nothing
   */
  static Language of(@Nullable String chosen, List<LanguageRange> accepted) {
    return Optional.ofNullable(chosen)
        .flatMap(Language::named)
        .or(() -> firstOf(accepted))
        .orElse(ENGLISH);
  }

  private static Optional<Language> firstOf(List<LanguageRange> accepted) {
    return accepted.stream()
        .filter(range -> range.getWeight() > 0)
        .sorted((a, b) -> Double.compare(b.getWeight(), a.getWeight()))
        .flatMap(range -> named(range.getRange()).stream())
        .findFirst();
  }

  /**
   * By the first part of a tag: what is written for one Chinese reader serves the others better
   * than English does.
   */
  private static Optional<Language> named(String tag) {
    String language = tag.split("[-_]", 2)[0].toLowerCase(Locale.ROOT);
    return Arrays.stream(values()).filter(value -> value.code().equals(language)).findFirst();
  }
}
