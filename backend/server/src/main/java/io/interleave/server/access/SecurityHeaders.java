package io.interleave.server.access;

import io.interleave.server.config.InterleaveProperties;
import java.util.List;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Tells browsers what a page of ours may do: load from here, run nothing inline, use none of the
 * machine's devices, share nothing with the pages that opened it, and be framed if it is an embed.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10) // what is refused has them too
class SecurityHeaders implements WebFilter {

  private static final String POLICY =
      "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; "
          + "script-src 'self'; worker-src 'self' blob:; connect-src 'self'; object-src 'none'; "
          + "base-uri 'none'; form-action 'self'";
  private static final String PERMISSIONS =
      "accelerometer=(), bluetooth=(), browsing-topics=(), camera=(), display-capture=(), "
          + "geolocation=(), gyroscope=(), hid=(), magnetometer=(), microphone=(), midi=(), "
          + "payment=(), serial=(), usb=()";

  private final String embedPolicy;

  SecurityHeaders(InterleaveProperties properties) {
    List<String> embedders = properties.network().embedders();
    // Without any, all may frame an embed, a file on somebody's disk too, which nothing here names.
    embedPolicy =
        embedders.isEmpty()
            ? POLICY
            : POLICY + "; frame-ancestors 'self' " + String.join(" ", embedders);
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    String path = Paths.routed(exchange.getRequest());
    boolean embed = path.startsWith("/embed/");
    boolean forOthers = embed || path.startsWith("/assets/");
    HttpHeaders headers = exchange.getResponse().getHeaders();
    headers.set(
        "Content-Security-Policy", embed ? embedPolicy : POLICY + "; frame-ancestors 'none'");
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "strict-origin-when-cross-origin");
    headers.set("Permissions-Policy", PERMISSIONS);
    headers.set("Cross-Origin-Opener-Policy", "same-origin");
    // Nothing else of ours belongs into pages of other sites.
    headers.set("Cross-Origin-Resource-Policy", forOthers ? "cross-origin" : "same-origin");
    return chain.filter(exchange);
  }
}
