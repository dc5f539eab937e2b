package io.interleave.server.access;

import java.util.stream.Collectors;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.PathContainer.PathSegment;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** Paths as requests are routed by them, so that no other spelling gets past a check. */
final class Paths {

  private Paths() {}

  /** The path with its segments decoded, and without their parameters. */
  static String routed(ServerHttpRequest request) {
    return request.getPath().elements().stream().map(Paths::routed).collect(Collectors.joining());
  }

  private static String routed(PathContainer.Element element) {
    return element instanceof PathSegment segment ? segment.valueToMatch() : element.value();
  }
}
