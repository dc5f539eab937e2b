package io.interleave.server.stream;

import io.interleave.engine.event.Text;
import io.interleave.server.client.Client;
import io.interleave.server.client.Shares;
import io.interleave.server.config.InterleaveProperties;
import io.interleave.server.problem.Problem;
import io.interleave.server.store.FrameLog;
import jakarta.annotation.PreDestroy;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** All who watch a stream now. Thread-safe. */
@Component
public class Viewers {

  private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

  private final InterleaveProperties properties;
  private final Shares places;
  // Apart from the threads that serve connections: however many watch, the other requests are
  // answered.
  private final Scheduler scheduler =
      Schedulers.newParallel(
          "viewers", Math.max(1, Runtime.getRuntime().availableProcessors() / 2));

  Viewers(InterleaveProperties properties) {
    this.properties = properties;
    InterleaveProperties.Limits limits = properties.limits();
    this.places =
        new Shares(
            new Shares.Bounds(
                limits.viewers(), limits.viewersPerClient(), limits.clientsPerAddress()),
            new Shares.Refusal(
                new Text(
                        "There are %d places for viewers, the last ones for those who have none: this server serves no more now.",
                        "观看名额共有 %d 个，最后的名额留给还没有名额的人；这台服务器现在不能服务更多。")
                    .with(limits.viewers()),
                new Text("One client may watch %d streams at once.", "一个客户端最多可以同时观看 %d 个流。"),
                RETRY_AFTER));
  }

  /**
   * The bytes for one more viewer.
   *
   * @throws Problem if there are too many, or too many of this client
   */
  Flux<ByteBuffer> watch(Client client, FrameLog log, Viewer.Start start) {
    Duration ping = properties.stream().pingInterval();
    return admit(client, Flux.create(sink -> Viewer.send(log, start, ping, sink, scheduler)));
  }

  /** A stream that counts as one more viewer's while somebody reads it; a problem if too many. */
  public <T> Flux<T> admit(Client client, Flux<T> stream) {
    // A stream that has been open for so long just ends: its client comes again, and goes on.
    return Flux.using(() -> places.take(client), _ -> stream, Shares.Place::giveBack)
        .take(properties.limits().viewerDuration());
  }

  /** How many there are. */
  public int current() {
    return places.taken();
  }

  /** How many were refused since the start. */
  public long refused() {
    return places.refused();
  }

  @PreDestroy
  void stop() {
    scheduler.dispose();
  }
}
