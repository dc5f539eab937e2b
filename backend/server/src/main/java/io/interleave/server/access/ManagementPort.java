package io.interleave.server.access;

import io.interleave.server.config.InterleaveProperties;
import java.net.InetSocketAddress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.stereotype.Component;
import reactor.netty.ChannelBindException;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/**
 * A second port for {@code /actuator}, where others can reach the first.
 *
 * <p>Spring Boot's own, {@code management.server.port}, would have to be decided when the jar's
 * beans are written down; this is decided at the start, by where the server listens.
 */
@Component
class ManagementPort implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(ManagementPort.class);

  private final Listening listening;
  private final InterleaveProperties.Management management;
  private final ManagementPaths paths;
  private final HttpHandler handler;
  private final ReactorResourceFactory resources;
  private volatile @Nullable DisposableServer server;

  ManagementPort(
      Listening listening,
      InterleaveProperties properties,
      ManagementPaths paths,
      HttpHandler handler,
      ReactorResourceFactory resources) {
    this.listening = listening;
    this.management = properties.management();
    this.paths = paths;
    this.handler = handler;
    this.resources = resources;
  }

  @Override
  public void start() {
    if (!listening.toOthers()) {
      return;
    }
    InetSocketAddress address = new InetSocketAddress(management.address(), management.port());
    try {
      DisposableServer bound =
          HttpServer.create()
              .bindAddress(() -> address)
              .runOn(resources.getLoopResources())
              .handle(new ReactorHttpHandlerAdapter(handler))
              .bindNow();
      paths.at(bound.port());
      server = bound;
      log.info("/actuator is at http://{}:{}", management.address().getHostAddress(), bound.port());
    } catch (ChannelBindException e) {
      throw new IllegalStateException(
          "the management port %s is taken; interleave.management.port sets another"
              .formatted(address),
          e);
    }
  }

  @Override
  public void stop() {
    DisposableServer bound = server;
    server = null;
    if (bound != null) {
      bound.disposeNow();
    }
  }

  /** Where it is, while it is. */
  InetSocketAddress address() {
    return (InetSocketAddress) Objects.requireNonNull(server).address();
  }

  @Override
  public boolean isRunning() {
    return server != null;
  }
}
