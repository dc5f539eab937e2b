package io.interleave.server.config;

import io.netty.handler.codec.http.HttpVersion;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerResponse;

/**
 * Answers clients of HTTP/1.0 as they understand it: they know nothing of chunks, so that a body
 * whose length nobody knows ends with the connection (RFC 9112, 6.1).
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE) // what is refused is answered so too
class HttpOneZero implements WebFilter {

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    Object answering = ServerHttpResponseDecorator.getNativeResponse(exchange.getResponse());
    if (answering instanceof HttpServerResponse response
        && response.version().equals(HttpVersion.HTTP_1_0)) {
      response.chunkedTransfer(false).keepAlive(false);
    }
    return chain.filter(exchange);
  }
}
