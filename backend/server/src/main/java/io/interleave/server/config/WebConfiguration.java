package io.interleave.server.config;

import org.springframework.context.annotation.Configuration;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.validation.Errors;
import org.springframework.validation.Validator;
import org.springframework.web.reactive.config.WebFluxConfigurer;

/** What holds for every request: the body bound, and that nothing else checks it. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration implements WebFluxConfigurer {

  private final InterleaveProperties properties;

  WebConfiguration(InterleaveProperties properties) {
    this.properties = properties;
  }

  @Override
  public void configureHttpMessageCodecs(ServerCodecConfigurer codecs) {
    codecs.defaultCodecs().maxInMemorySize((int) properties.limits().bodySize().toBytes());
  }

  /** None: requests are checked by their readers, and one that nobody asks takes time to make. */
  @Override
  public Validator getValidator() {
    return new Validator() {
      @Override
      public boolean supports(Class<?> type) {
        return false;
      }

      @Override
      public void validate(Object target, Errors errors) {
        throw new UnsupportedOperationException();
      }
    };
  }
}
