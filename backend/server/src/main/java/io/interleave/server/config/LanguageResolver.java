package io.interleave.server.config;

import java.util.List;
import java.util.Locale.LanguageRange;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContext;
import org.springframework.context.i18n.SimpleLocaleContext;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import org.springframework.web.server.i18n.LocaleContextResolver;

/**
 * The language of a request: what {@code ?lang} says, or else what the browser prefers. Nothing is
 * remembered between requests. Controllers take it as an argument of type {@link java.util.Locale},
 * templates as {@code #locale}.
 */
@Component(WebHttpHandlerBuilder.LOCALE_CONTEXT_RESOLVER_BEAN_NAME)
class LanguageResolver implements LocaleContextResolver {

  @Override
  public LocaleContext resolveLocaleContext(ServerWebExchange exchange) {
    ServerHttpRequest request = exchange.getRequest();
    Language language =
        Language.chosen(request)
            .or(() -> Language.preferred(accepted(request)))
            .orElse(Language.ENGLISH);
    return new SimpleLocaleContext(language.locale());
  }

  private static List<LanguageRange> accepted(ServerHttpRequest request) {
    try {
      return request.getHeaders().getAcceptLanguage();
    } catch (IllegalArgumentException _) {
      // Whoever sends a header that is none gets the usual language.
      return List.of();
    }
  }

  @Override
  public void setLocaleContext(ServerWebExchange exchange, @Nullable LocaleContext context) {
    throw new UnsupportedOperationException("the language stands in the request");
  }
}
