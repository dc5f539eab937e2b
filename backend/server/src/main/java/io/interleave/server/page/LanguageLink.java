package io.interleave.server.page;

import io.interleave.server.config.Language;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * A page in a language.
 *
 * @param tag the language, as HTML says it
 * @param code the language, as addresses say it
 * @param title what its readers call it
 * @param href the same page, and everything else that the address says
 */
record LanguageLink(String tag, String code, String title, String href) {

  static List<LanguageLink> of(URI page) {
    return Stream.of(Language.values())
        .map(
            language ->
                new LanguageLink(
                    language.locale().toLanguageTag(),
                    language.code(),
                    language.title(),
                    UriComponentsBuilder.fromPath(page.getRawPath())
                        .query(page.getRawQuery())
                        .replaceQueryParam("lang", language.code())
                        .build(true)
                        .toUriString()))
        .toList();
  }
}
