package io.interleave.server.config;

import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.validation.Errors;
import org.springframework.validation.Validator;
import org.springframework.web.reactive.config.CorsRegistry;
import org.springframework.web.reactive.config.WebFluxConfigurer;

/** What holds for every request: the body bound, and who may ask from where. */
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

  /**
   * Nothing here depends on who asks, so any site may ask; without credentials, because there are
   * none.
   */
  @Override
  public void addCorsMappings(CorsRegistry cors) {
    cors.addMapping("/api/**")
        .allowedOrigins("*")
        .allowedMethods("GET", "HEAD", "POST", "DELETE")
        .allowedHeaders("*")
        .exposedHeaders(HttpHeaders.LOCATION, HttpHeaders.RETRY_AFTER, HttpHeaders.ETAG);
    cors.addMapping("/**").allowedOrigins("*").allowedMethods("GET", "HEAD").allowedHeaders("*");
  }
}
