package io.interleave.server.stream;

import io.interleave.engine.event.Text;
import io.interleave.server.config.InterleaveProperties;
import io.interleave.server.problem.Problem;
import io.interleave.server.store.FrameLog;
import jakarta.annotation.PreDestroy;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** All who watch a stream now. Thread-safe. */
@Component
public class Viewers {

  private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

  private final InterleaveProperties properties;
  private final AtomicInteger current = new AtomicInteger();
  private final LongAdder refused = new LongAdder();
  // Apart from the threads that serve connections: however many watch, the other requests are
  // answered.
  private final Scheduler scheduler =
      Schedulers.newParallel(
          "viewers", Math.max(1, Runtime.getRuntime().availableProcessors() / 2));

  Viewers(InterleaveProperties properties) {
    this.properties = properties;
  }

  /**
   * The bytes for one more viewer.
   *
   * @throws Problem if there are too many
   */
  Flux<ByteBuffer> watch(FrameLog log, Viewer.Start start) {
    Duration ping = properties.stream().pingInterval();
    return admit(Flux.create(sink -> Viewer.send(log, start, ping, sink, scheduler)));
  }

  /** A stream that counts as one more viewer's while somebody reads it; a problem if too many. */
  public <T> Flux<T> admit(Flux<T> stream) {
    InterleaveProperties.Limits limits = properties.limits();
    return Flux.defer(
        () -> {
          if (current.incrementAndGet() > limits.viewers()) {
            current.decrementAndGet();
            refused.increment();
            return Flux.error(
                Problem.full(
                    new Text(
                            "There are %d viewers, which is as many as this server serves at once.",
                            "已有 %d 个观看者，达到这台服务器同时服务的上限。")
                        .with(limits.viewers()),
                    RETRY_AFTER));
          }
          return stream.doFinally(_ -> current.decrementAndGet());
        });
  }

  /** How many there are. */
  public int current() {
    return current.get();
  }

  /** How many were refused since the start. */
  public long refused() {
    return refused.sum();
  }

  @PreDestroy
  void stop() {
    scheduler.dispose();
  }
}
