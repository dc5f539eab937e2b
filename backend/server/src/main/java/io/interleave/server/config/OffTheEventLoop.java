package io.interleave.server.config;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Handles requests on other threads than those that serve connections.
 *
 * <p>A response that another thread completes (a stream's end, anything that touched a file) can
 * meet the connection's next request already there. Reactor Netty then queues that request, and
 * when its handler answers at once, in the middle of the queue's draining, forgets to read on: the
 * request after it is never seen (reactor-netty issue 4361, in 1.3.7). A handler that does not
 * answer at once cannot bring that about.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class OffTheEventLoop implements WebFilter {

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    return chain.filter(exchange).subscribeOn(Schedulers.parallel());
  }
}
