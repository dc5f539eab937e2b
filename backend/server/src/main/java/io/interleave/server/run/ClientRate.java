package io.interleave.server.run;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.interleave.engine.event.Text;
import io.interleave.server.config.InterleaveProperties;
import io.interleave.server.problem.Problem;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Bounds how often one client starts something: a run, an exploration, a session. Thread-safe. */
@Component
public class ClientRate {

  private final int runsPerMinute;
  // A bucket untouched for a minute is full again, and as good as a new one.
  private final Cache<String, Bucket> buckets =
      Caffeine.newBuilder().expireAfterAccess(Duration.ofMinutes(1)).maximumSize(100_000).build();
  private final LongAdder refused = new LongAdder();

  ClientRate(InterleaveProperties properties) {
    this.runsPerMinute = properties.limits().runsPerMinute();
  }

  /**
   * Counts a start against a client.
   *
   * @throws Problem if it is one too many
   */
  public void take(@Nullable InetSocketAddress client) {
    String address = client == null ? "" : client.getHostString();
    ConsumptionProbe probe = buckets.get(address, _ -> newBucket()).tryConsumeAndReturnRemaining(1);
    if (!probe.isConsumed()) {
      refused.increment();
      throw Problem.tooMany(
          new Text(
                  "One client may start %d runs, explorations and sessions a minute.",
                  "一个客户端每分钟最多可以启动 %d 个运行、探索和会话。")
              .with(runsPerMinute),
          Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }
  }

  private Bucket newBucket() {
    return Bucket.builder()
        .addLimit(
            limit ->
                limit.capacity(runsPerMinute).refillGreedy(runsPerMinute, Duration.ofMinutes(1)))
        .build();
  }

  /** How many were refused since the start. */
  public long refused() {
    return refused.sum();
  }
}
