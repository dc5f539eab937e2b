package io.interleave.server.access;

import io.interleave.engine.event.Text;
import io.interleave.server.client.Caller;
import io.interleave.server.config.InterleaveProperties;
import io.interleave.server.problem.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Decides what pages of other sites may ask: those of listed sites everything under {@code /api},
 * sandboxed embeds what their tickets allow, and everybody the assets, which are the same for all.
 * The others' requests that change something are refused, and their pages cannot read the rest.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 30)
class Origins implements WebFilter {

  private static final String API = "/api/";
  private static final String ASSETS = "/assets/";
  private static final List<HttpMethod> READING =
      List.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
  private static final List<HttpMethod> METHODS =
      List.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.POST, HttpMethod.DELETE);
  private static final List<String> HEADERS =
      List.of(
          HttpHeaders.ACCEPT,
          HttpHeaders.ACCEPT_LANGUAGE,
          HttpHeaders.CONTENT_TYPE,
          HttpHeaders.IF_NONE_MATCH,
          "Last-Event-ID",
          Caller.HEADER);
  private static final List<String> ANSWERED =
      List.of(HttpHeaders.LOCATION, HttpHeaders.RETRY_AFTER, HttpHeaders.ETAG, Caller.HEADER);
  private static final String NONE = "null";

  /** What an embed asks for: runs, and what a run is saved in. */
  private static final Pattern OF_EMBEDS = Pattern.compile("/api/runs(/.*)?|/standalone\\.html");

  private final List<String> listed;
  private final Embeds embeds;

  Origins(InterleaveProperties properties, Embeds embeds) {
    this.listed =
        properties.network().origins().stream().map(site -> site.toLowerCase(Locale.ROOT)).toList();
    this.embeds = embeds;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    ServerHttpRequest request = exchange.getRequest();
    HttpHeaders answer = exchange.getResponse().getHeaders();
    answer.add(HttpHeaders.VARY, HttpHeaders.ORIGIN);
    String origin = request.getHeaders().getFirst(HttpHeaders.ORIGIN);
    if (origin == null || isOwn(origin, request)) {
      return chain.filter(exchange);
    }
    String allowed = allowed(origin, exchange);
    boolean before =
        HttpMethod.OPTIONS.equals(request.getMethod())
            && request.getHeaders().containsHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD);
    if (allowed == null) {
      return before || !READING.contains(request.getMethod())
          ? Mono.error(refused(origin))
          : chain.filter(exchange);
    }
    answer.setAccessControlAllowOrigin(allowed);
    if (!before) {
      answer.setAccessControlExposeHeaders(ANSWERED);
      return chain.filter(exchange);
    }
    answer.setAccessControlAllowMethods(METHODS);
    answer.setAccessControlAllowHeaders(HEADERS);
    answer.setAccessControlMaxAge(600);
    return exchange.getResponse().setComplete();
  }

  /** Whether a page of this server asks; by whatever scheme a proxy offers it. */
  private static boolean isOwn(String origin, ServerHttpRequest request) {
    String host = request.getHeaders().getFirst(HttpHeaders.HOST);
    return host != null
        && (origin.equalsIgnoreCase("http://" + host)
            || origin.equalsIgnoreCase("https://" + host));
  }

  /** What the answer names as the origin that may read it; null if none may. */
  private @Nullable String allowed(String origin, ServerWebExchange exchange) {
    ServerHttpRequest request = exchange.getRequest();
    String path = Paths.routed(request);
    if (path.startsWith(ASSETS)) {
      return "*";
    }
    if (listed.contains(origin.toLowerCase(Locale.ROOT)) && path.startsWith(API)) {
      return origin;
    }
    Optional<String> shown =
        origin.equals(NONE)
            ? embeds.shown(request.getQueryParams().getFirst(Embeds.PARAMETER))
            : Optional.empty();
    if (shown.isEmpty() || !OF_EMBEDS.matcher(path).matches()) {
      return null;
    }
    Embeds.admit(exchange, shown.get());
    return NONE;
  }

  private static Problem refused(String origin) {
    return Problem.forbidden(
        new Text(
                "Pages of '%s' may not ask that here. interleave.network.origins lists the sites whose pages may.",
                "“%s”的页面不能在这里这样请求。允许的站点列在 interleave.network.origins 中。")
            .with(origin));
  }
}
