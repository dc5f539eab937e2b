package io.interleave.server.page;

import io.interleave.server.problem.Problems;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.core.annotation.Order;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.codec.HttpMessageWriter;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.reactive.result.view.ViewResolver;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;

/** Tells a person what went wrong; programs get it from the next handler. */
@Component
@Order(-3) // before the one for programs
class ErrorPage implements WebExceptionHandler, ServerResponse.Context {

  private final Pages pages;
  private final List<ViewResolver> viewResolvers;
  private final ServerCodecConfigurer codecs;

  ErrorPage(Pages pages, List<ViewResolver> viewResolvers, ServerCodecConfigurer codecs) {
    this.pages = pages;
    this.viewResolvers = viewResolvers;
    this.codecs = codecs;
  }

  @Override
  public Mono<Void> handle(ServerWebExchange exchange, Throwable thrown) {
    if (exchange.getResponse().isCommitted() || !isForPerson(exchange.getRequest())) {
      return Mono.error(thrown);
    }
    Problems.Described problem = Problems.describe(thrown, exchange);
    Map<String, Object> model =
        new LinkedHashMap<>(pages.model("error", exchange.getRequest(), Map.of()));
    model.put("status", problem.status().value());
    model.put("title", Objects.requireNonNullElse(problem.detail().getTitle(), "Error"));
    model.put("detail", Objects.requireNonNullElse(problem.detail().getDetail(), ""));
    return ServerResponse.status(problem.status())
        .headers(headers -> headers.putAll(problem.headers()))
        .contentType(MediaType.TEXT_HTML)
        .render("error", model)
        .flatMap(page -> page.writeTo(exchange, this));
  }

  private static boolean isForPerson(ServerHttpRequest request) {
    String path = request.getPath().value();
    return !path.startsWith("/api/") && !path.startsWith("/actuator/") && acceptsPages(request);
  }

  private static boolean acceptsPages(ServerHttpRequest request) {
    try {
      return request.getHeaders().getAccept().contains(MediaType.TEXT_HTML);
    } catch (InvalidMediaTypeException e) {
      return false; // no browser sends that
    }
  }

  @Override
  public List<HttpMessageWriter<?>> messageWriters() {
    return codecs.getWriters();
  }

  @Override
  public List<ViewResolver> viewResolvers() {
    return viewResolvers;
  }
}
