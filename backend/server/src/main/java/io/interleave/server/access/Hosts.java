package io.interleave.server.access;

import io.interleave.engine.event.Text;
import io.interleave.server.config.InterleaveProperties;
import io.interleave.server.problem.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Answers only for names that are this server's. A site whose name suddenly leads here would be
 * "the same origin" to a browser, and its pages could do here whatever ours can.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 20)
public class Hosts implements WebFilter {

  private static final Pattern FORM = Pattern.compile("(\\[[^]]*]|[^:]*)(?::\\d*)?");
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|[a-z0-9-]+\\.localhost|127(\\.\\d{1,3}){3}|\\[::1]");

  private final List<String> names;

  Hosts(InterleaveProperties properties) {
    this.names =
        properties.network().hosts().stream().map(host -> host.toLowerCase(Locale.ROOT)).toList();
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    // Browsers always say whom they ask; what says nothing is none.
    List<String> said = exchange.getRequest().getHeaders().getOrEmpty(HttpHeaders.HOST);
    Optional<String> strange = said.stream().filter(host -> !include(host)).findFirst();
    if (strange.isEmpty()) {
      return chain.filter(exchange);
    }
    return Mono.error(
        Problem.misdirected(
            new Text(
                    "This server does not go by the name '%s'. interleave.network.hosts lists the names that it goes by, beside those of the loopback.",
                    "这台服务器的名称不是“%s”。除了本机名称，它使用的名称列在 interleave.network.hosts 中。")
                .with(strange.get())));
  }

  /** Whether a {@code Host} names this server. */
  boolean include(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    Matcher parts = FORM.matcher(lower);
    if (!parts.matches()) {
      return false;
    }
    String name = parts.group(1);
    return LOOPBACK.matcher(name).matches() || names.contains(name) || names.contains(lower);
  }
}
