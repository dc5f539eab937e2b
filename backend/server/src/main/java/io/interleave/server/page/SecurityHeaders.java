package io.interleave.server.page;

import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Tells browsers what a page of ours may do: load from here, run nothing inline, and be framed if
 * it is an embed.
 */
@Component
class SecurityHeaders implements WebFilter {

  private static final String POLICY =
      "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; "
          + "script-src 'self'; worker-src 'self' blob:; connect-src 'self'; object-src 'none'; "
          + "base-uri 'none'; form-action 'self'";
  private static final String NOT_FRAMED = "; frame-ancestors 'none'";

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    boolean embed = exchange.getRequest().getPath().value().startsWith("/embed/");
    HttpHeaders headers = exchange.getResponse().getHeaders();
    // Anyone may frame an embed, a file on somebody's disk too, which no source expression names.
    headers.set("Content-Security-Policy", embed ? POLICY : POLICY + NOT_FRAMED);
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "strict-origin-when-cross-origin");
    return chain.filter(exchange);
  }
}
