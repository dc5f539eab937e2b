package io.interleave.server.problem;

import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers with {@code application/problem+json} whatever the client accepts, because an error that
 * a client cannot read is worse than one in a format that it did not ask for.
 */
@Component
@Order(-2) // before Spring Boot's own handler
class ProblemHandler implements WebExceptionHandler {

  private final JsonMapper json;

  ProblemHandler(JsonMapper json) {
    this.json = json;
  }

  @Override
  public Mono<Void> handle(ServerWebExchange exchange, Throwable thrown) {
    ServerHttpResponse response = exchange.getResponse();
    if (response.isCommitted()) {
      return Mono.error(thrown); // too late for words: the connection closes
    }
    Problems.Described problem = Problems.describe(thrown, exchange);
    response.setStatusCode(problem.status());
    response.getHeaders().putAll(problem.headers());
    response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
    byte[] body = json.writeValueAsBytes(problem.detail());
    return response.writeWith(Mono.fromSupplier(() -> response.bufferFactory().wrap(body)));
  }
}
