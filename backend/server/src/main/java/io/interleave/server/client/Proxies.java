package io.interleave.server.client;

import io.interleave.server.config.InterleaveProperties;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.adapter.ForwardedHeaderTransformer;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Believes listed proxies what they say of their clients, and nobody else.
 *
 * <p>Each proxy adds the address that it was asked from at the end. So the list is read backwards,
 * as long as those who spoke are listed: the first that is not is the client. What stands before
 * it, the client may have written itself. Of the two headers only the configured one counts; a
 * proxy that sets one lets the other through as the client sent it.
 */
@Component(WebHttpHandlerBuilder.FORWARDED_HEADER_TRANSFORMER_BEAN_NAME)
public class Proxies extends ForwardedHeaderTransformer {

  private static final String FORWARDED = "Forwarded";
  private static final String PROTO = "X-Forwarded-Proto";

  private final List<AddressRange> listed;
  private final String header;

  Proxies(InterleaveProperties properties) {
    InterleaveProperties.Network network = properties.network();
    this.listed = network.proxies().stream().map(Proxies::range).toList();
    this.header = network.forwardedHeader().text();
  }

  private static AddressRange range(String text) {
    try {
      return AddressRange.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "interleave.network.proxies are addresses or ranges like 10.0.0.0/8: " + e.getMessage(),
          e);
    }
  }

  /** Whether an address is one of theirs. */
  public boolean include(InetAddress address) {
    return listed.stream().anyMatch(range -> range.contains(address));
  }

  @Override
  public ServerHttpRequest apply(ServerHttpRequest request) {
    InetSocketAddress remote = request.getRemoteAddress();
    if (remote == null || remote.getAddress() == null || !include(remote.getAddress())) {
      return request;
    }
    List<String> hops =
        request.getHeaders().getOrEmpty(header).stream()
            .flatMap(line -> Arrays.stream(line.split(",", -1)))
            .map(String::strip)
            .toList();
    InetAddress client = client(remote.getAddress(), hops);
    return request
        .mutate()
        .remoteAddress(new InetSocketAddress(client, remote.getPort()))
        .uri(uri(request, hops))
        .build();
  }

  private InetAddress client(InetAddress nearest, List<String> hops) {
    InetAddress client = nearest;
    for (String hop : hops.reversed()) {
      InetAddress said = include(client) ? AddressRange.address(node(hop)) : null;
      if (said == null) {
        break;
      }
      client = said;
    }
    return client;
  }

  /** The address in a hop, without the port that may follow it. */
  private String node(String hop) {
    String node = header.equals(FORWARDED) ? field(hop, "for") : hop;
    if (node.startsWith("[")) {
      int end = node.indexOf(']');
      return end < 0 ? "" : node.substring(1, end);
    }
    int colon = node.indexOf(':');
    return colon >= 0 && colon == node.lastIndexOf(':') ? node.substring(0, colon) : node;
  }

  private static String field(String element, String name) {
    for (String pair : element.split(";", -1)) {
      String[] parts = pair.strip().split("=", 2);
      if (parts.length == 2 && parts[0].strip().equalsIgnoreCase(name)) {
        return parts[1].strip().replaceAll("^\"|\"$", "");
      }
    }
    return "";
  }

  /** With the scheme that the nearest proxy was asked by: the others of its pages follow it. */
  private URI uri(ServerHttpRequest request, List<String> hops) {
    String scheme = scheme(request, hops);
    URI uri = request.getURI();
    if (scheme == null || scheme.equals(uri.getScheme())) {
      return uri;
    }
    return UriComponentsBuilder.fromUri(uri).scheme(scheme).build(true).toUri();
  }

  private @Nullable String scheme(ServerHttpRequest request, List<String> hops) {
    String said;
    if (header.equals(FORWARDED)) {
      said = hops.isEmpty() ? "" : field(hops.getLast(), "proto");
    } else {
      List<String> all = request.getHeaders().getOrEmpty(PROTO);
      said = all.isEmpty() ? "" : all.getLast().substring(all.getLast().lastIndexOf(',') + 1);
    }
    String scheme = said.strip().toLowerCase(Locale.ROOT);
    return List.of("http", "https").contains(scheme) ? scheme : null;
  }
}
