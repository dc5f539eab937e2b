package io.interleave.server.config;

import io.interleave.server.problem.Work;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.servers.Server;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springdoc.webflux.api.OpenApiWebfluxResource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * The description of the interface, which takes seconds of processor time to make: made by the
 * library when somebody first asks for it, and kept.
 */
@Configuration(proxyBeanMethods = false)
class ApiDescription {

  private static final String JSON = "/api-docs";
  private static final String YAML = "/api-docs.yaml";

  /** One form of it. Thread-safe. */
  static final class Form {

    private final MediaType type;
    private volatile @Nullable KeptAnswer kept;

    Form(MediaType type) {
      this.type = type;
    }

    /** It; made now if nobody has asked before, by one for all who ask at once. */
    KeptAnswer get(Callable<byte[]> make) throws Exception {
      KeptAnswer known = kept;
      return known != null ? known : makeOnce(make);
    }

    private synchronized KeptAnswer makeOnce(Callable<byte[]> make) throws Exception {
      KeptAnswer known = kept;
      if (known == null) {
        known = KeptAnswer.of(type, make.call());
        kept = known;
      }
      return known;
    }
  }

  /** Whatever a server is called by who asks: what is kept must not say the name of the first. */
  @Bean
  @Lazy
  OpenAPI openApi() {
    return new OpenAPI().addServersItem(new Server().url("/"));
  }

  /** Comes before the library's own controller. */
  @Bean
  RouterFunction<ServerResponse> apiDescriptionRoute(
      ObjectProvider<OpenApiWebfluxResource> library) {
    Form json = new Form(MediaType.APPLICATION_JSON);
    Form yaml = new Form(MediaType.parseMediaType("application/vnd.oai.openapi"));
    return RouterFunctions.route()
        .GET(
            JSON,
            request ->
                answer(
                    json,
                    request,
                    http -> library.getObject().openapiJson(http, JSON, Locale.ENGLISH)))
        .GET(
            YAML,
            request ->
                answer(
                    yaml,
                    request,
                    http -> library.getObject().openapiYaml(http, YAML, Locale.ENGLISH)))
        .build();
  }

  /** The library's way to make it. */
  @FunctionalInterface
  private interface Maker {
    Mono<byte[]> make(ServerHttpRequest request) throws Exception;
  }

  private static Mono<ServerResponse> answer(Form form, ServerRequest request, Maker maker) {
    ServerHttpRequest http = request.exchange().getRequest();
    return Work.of(
            () ->
                form.get(() -> Objects.requireNonNull(maker.make(http).block()))
                    .to(http.getHeaders()))
        .flatMap(ApiDescription::respond);
  }

  private static Mono<ServerResponse> respond(ResponseEntity<byte[]> answer) {
    return ServerResponse.status(answer.getStatusCode())
        .headers(headers -> headers.addAll(answer.getHeaders()))
        .bodyValue(Objects.requireNonNull(answer.getBody()));
  }
}
