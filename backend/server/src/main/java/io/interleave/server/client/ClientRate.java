package io.interleave.server.client;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.interleave.engine.event.Text;
import io.interleave.server.config.InterleaveProperties;
import io.interleave.server.problem.Problem;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Bounds how often one client starts something: a run, an exploration, a session. What is refused
 * costs nothing. Thread-safe.
 */
@Component
public class ClientRate {

  private final int perMinute;
  private final long addressPerMinute;
  // A bucket untouched for a minute is full again, and as good as a new one.
  private final Cache<Client, Bucket> clients = buckets();
  private final Cache<String, Bucket> addresses = buckets();
  private final LongAdder refused = new LongAdder();

  ClientRate(InterleaveProperties properties) {
    this.perMinute = properties.limits().runsPerMinute();
    this.addressPerMinute = (long) perMinute * properties.limits().clientsPerAddress();
  }

  private static <K> Cache<K, Bucket> buckets() {
    return Caffeine.newBuilder()
        .expireAfterAccess(Duration.ofMinutes(1))
        .maximumSize(100_000)
        .build();
  }

  /**
   * Starts something on a client's account.
   *
   * @throws Problem if it is one too many
   */
  public <T> T charge(Client client, Supplier<T> start) {
    Runnable giveBack = take(client);
    boolean started = false;
    try {
      T result = start.get();
      started = true;
      return result;
    } finally {
      if (!started) {
        giveBack.run();
      }
    }
  }

  /** The same for what is started by whoever subscribes. */
  public <T> Mono<T> chargeLater(Client client, Mono<T> start) {
    return Mono.defer(
        () -> {
          Runnable giveBack = take(client);
          return start.doOnError(_ -> giveBack.run());
        });
  }

  /** Counts a start against a client; returns what takes that back. */
  private Runnable take(Client client) {
    Bucket own = clients.get(client, _ -> bucket(perMinute));
    Bucket all = addresses.get(client.address(), _ -> bucket(addressPerMinute));
    takeOne(own, perMinute);
    try {
      takeOne(all, addressPerMinute);
    } catch (Problem e) {
      own.addTokens(1);
      throw e;
    }
    return () -> {
      own.addTokens(1);
      all.addTokens(1);
    };
  }

  private void takeOne(Bucket bucket, long most) {
    ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
    if (!probe.isConsumed()) {
      refused.increment();
      Text detail =
          most == perMinute
              ? new Text(
                      "One client may start %d runs, explorations and sessions a minute.",
                      "一个客户端每分钟最多可以启动 %d 个运行、探索和会话。")
                  .with(most)
              : new Text(
                      "The clients of one address may start %d runs, explorations and sessions a minute.",
                      "同一地址的客户端每分钟一共最多可以启动 %d 个运行、探索和会话。")
                  .with(most);
      throw Problem.tooMany(detail, Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }
  }

  private static Bucket bucket(long perMinute) {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, Duration.ofMinutes(1)))
        .build();
  }

  /** How many were refused since the start. */
  public long refused() {
    return refused.sum();
  }
}
