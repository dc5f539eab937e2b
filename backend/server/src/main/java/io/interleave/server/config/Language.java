package io.interleave.server.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.Optional;
import org.springframework.http.server.reactive.ServerHttpRequest;

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

  /** What its readers call it. */
  public String title() {
    return locale.getDisplayLanguage(locale);
  }

  /** The language of a locale, whatever its country; English if it is none of these. */
  public static Language of(Locale locale) {
    return named(locale.getLanguage()).orElse(ENGLISH);
  }

  /** What the address of a request says: {@code ?lang=en} or {@code zh}; nothing else counts. */
  public static Optional<Language> chosen(ServerHttpRequest request) {
    return Optional.ofNullable(request.getQueryParams().getFirst("lang")).flatMap(Language::named);
  }

  /** The language of ours that a browser likes best. */
  static Optional<Language> preferred(List<LanguageRange> accepted) {
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
  static Optional<Language> named(String tag) {
    String language = tag.split("[-_]", 2)[0].toLowerCase(Locale.ROOT);
    return Arrays.stream(values()).filter(value -> value.code().equals(language)).findFirst();
  }
}
