package io.interleave.server.access;

import io.interleave.server.client.Addresses;
import io.interleave.server.client.Proxies;
import io.interleave.server.config.InterleaveProperties;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.stereotype.Component;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServer;

/** Bounds how many connections there are, and how long they may do nothing. Thread-safe. */
@Component
public class Connections implements NettyServerCustomizer {

  private final InterleaveProperties.Connections limits;
  private final Proxies proxies;
  private final LongAdder refused = new LongAdder();
  // Both guarded by this.
  private final Map<String, Integer> ofAddresses = new HashMap<>();
  private int open;

  Connections(InterleaveProperties properties, Proxies proxies) {
    this.limits = properties.connections();
    this.proxies = proxies;
  }

  @Override
  public HttpServer apply(HttpServer server) {
    return server.doOnChannelInit((_, channel, remote) -> opened(channel, remote));
  }

  private void opened(Channel channel, @Nullable SocketAddress remote) {
    ChannelPipeline pipeline = channel.pipeline();
    InetSocketAddress client = remote instanceof InetSocketAddress address ? address : null;
    if (!enter(client)) {
      refused.increment();
      pipeline.addFirst("turned-away", new TurnedAway());
      return;
    }
    var _ = channel.closeFuture().addListener(_ -> leave(client));
    pipeline.addFirst("stalled", new Stalled(limits.stallTime()));
    pipeline.addAfter(
        NettyPipeline.HttpCodec, "patience", new Patience(limits.requestTime(), limits.idleTime()));
  }

  private synchronized boolean enter(@Nullable InetSocketAddress client) {
    String address = Addresses.of(client);
    int here = ofAddresses.getOrDefault(address, 0);
    boolean proxy =
        client != null && client.getAddress() != null && proxies.include(client.getAddress());
    if (open >= limits.most() || (here >= limits.perAddress() && !proxy)) {
      return false;
    }
    open++;
    ofAddresses.put(address, here + 1);
    return true;
  }

  private synchronized void leave(@Nullable InetSocketAddress client) {
    open--;
    ofAddresses.computeIfPresent(Addresses.of(client), (_, count) -> count == 1 ? null : count - 1);
  }

  /** How many are open. */
  public synchronized int open() {
    return open;
  }

  /** How many were turned away since the start. */
  public long refused() {
    return refused.sum();
  }
}
