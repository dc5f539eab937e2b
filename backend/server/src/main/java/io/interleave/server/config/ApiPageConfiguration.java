package io.interleave.server.config;

import org.springdoc.core.properties.SwaggerUiConfigProperties;
import org.springdoc.webflux.ui.SwaggerIndexTransformer;
import org.springdoc.webflux.ui.SwaggerResourceResolver;
import org.springdoc.webflux.ui.SwaggerWebFluxConfigurer;
import org.springdoc.webflux.ui.SwaggerWelcomeCommon;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.web.WebProperties;
import org.springframework.boot.webflux.autoconfigure.WebFluxProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Serves the page of the interface without making, at the start, what only the page needs. */
@Configuration(proxyBeanMethods = false)
class ApiPageConfiguration {

  @Bean
  SwaggerWebFluxConfigurer swaggerWebFluxConfigurer(
      SwaggerUiConfigProperties page,
      WebProperties web,
      WebFluxProperties webFlux,
      ObjectProvider<SwaggerIndexTransformer> transformer,
      SwaggerResourceResolver resolver,
      SwaggerWelcomeCommon welcome) {
    return new SwaggerWebFluxConfigurer(
        page,
        web,
        webFlux,
        (exchange, resource, chain) -> transformer.getObject().transform(exchange, resource, chain),
        resolver,
        welcome);
  }
}
