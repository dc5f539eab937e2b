package io.interleave.server.access;

import io.interleave.engine.event.Text;
import io.interleave.server.problem.Problem;
import java.net.InetSocketAddress;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Keeps what is for whoever runs the server from whoever uses it. Where other machines can reach
 * it, {@code /actuator} is on the management port, and nothing else is there; where they come
 * through a proxy only, it is for this machine.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 40)
class ManagementPaths implements WebFilter {

  private static final String ACTUATOR = "/actuator";

  private final boolean apart;
  private volatile int port;

  ManagementPaths(Listening listening) {
    this.apart = listening.toOthers();
  }

  /** Takes note of the management port. */
  void at(int managementPort) {
    port = managementPort;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    String path = Paths.routed(exchange.getRequest());
    boolean management = path.equals(ACTUATOR) || path.startsWith(ACTUATOR + "/");
    if (apart ? management == isAtPort(exchange) : !management || isFromHere(exchange)) {
      return chain.filter(exchange);
    }
    return Mono.error(
        Problem.notFound(
            apart
                ? new Text(
                    "This port does not have that: /actuator, and nothing else, is at interleave.management.port.",
                    "这个端口上没有这个路径：/actuator（且只有它）在 interleave.management.port 端口上。")
                : new Text(
                    "/actuator is for the machine that the server is on.",
                    "/actuator 只供服务器所在的机器使用。")));
  }

  private boolean isAtPort(ServerWebExchange exchange) {
    InetSocketAddress local = exchange.getRequest().getLocalAddress();
    return local != null && local.getPort() == port;
  }

  private static boolean isFromHere(ServerWebExchange exchange) {
    InetSocketAddress remote = exchange.getRequest().getRemoteAddress();
    return remote != null && remote.getAddress() != null && remote.getAddress().isLoopbackAddress();
  }
}
