package io.interleave.server.config;

import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Mono;

/**
 * Tells caches that an answer depends on the language, and lets the links of a page in a language
 * that its address names lead to pages in the same.
 */
@Component
class LanguageFilter implements WebFilter {

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    // The files of the pages are the same for everybody.
    if (!exchange.getRequest().getPath().value().startsWith("/assets/")) {
      exchange.getResponse().getHeaders().add(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE);
      Language.chosen(exchange.getRequest())
          .ifPresent(language -> exchange.addUrlTransformer(url -> in(language, url)));
    }
    return chain.filter(exchange);
  }

  private static String in(Language language, String url) {
    return UriComponentsBuilder.fromUriString(url)
        .replaceQueryParam("lang", language.code())
        .build()
        .toUriString();
  }
}
