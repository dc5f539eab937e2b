package io.interleave.server.config;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The properties under {@code interleave}.
 *
 * @param dataDir where runs are kept; made if it does not exist
 * @param limits what one run, one client and all of them together may use
 * @param history how much is kept
 * @param stream how runs are sent to their viewers
 * @param exploration what one exploration and all of them together may use
 * @param session what those who are the scheduler may use
 * @param network who is answered
 * @param connections what connections may use, however little is asked over them
 * @param management where a server that is open to others is watched
 */
@ConfigurationProperties("interleave")
public record InterleaveProperties(
    @DefaultValue("data") Path dataDir,
    @DefaultValue Limits limits,
    @DefaultValue History history,
    @DefaultValue Stream stream,
    @DefaultValue Exploration exploration,
    @DefaultValue Session session,
    @DefaultValue Network network,
    @DefaultValue Connections connections,
    @DefaultValue Management management) {

  /**
   * The properties under {@code interleave.limits}. What is over one is refused or ended, with a
   * problem or reason that says so.
   *
   * @param threadsPerRun threads that one run may have, ended ones included
   * @param eventsPerRun events that one run may record
   * @param stepsPerRun steps that one controlled run may take
   * @param runDuration how long one run may take
   * @param liveRuns runs that execute at once; the others queue
   * @param queueLength runs that may wait for their turn
   * @param runsPerClient runs of one client that have not ended
   * @param runsPerMinute runs, explorations and sessions that one client may start in a minute, all
   *     at once if it likes
   * @param clientsPerAddress how many clients one address counts for at most, in all that is shared
   * @param viewers streams open at once
   * @param viewersPerClient streams that one client may have open
   * @param viewerDuration how long one stream stays open; its client then resumes where it was
   * @param bodySize the largest request body
   */
  public record Limits(
      @DefaultValue("256") int threadsPerRun,
      @DefaultValue("1000000") int eventsPerRun,
      @DefaultValue("10000") int stepsPerRun,
      @DefaultValue("30s") Duration runDuration,
      @DefaultValue("2") int liveRuns,
      @DefaultValue("64") int queueLength,
      @DefaultValue("4") int runsPerClient,
      @DefaultValue("30") int runsPerMinute,
      @DefaultValue("4") int clientsPerAddress,
      @DefaultValue("1000") int viewers,
      @DefaultValue("20") int viewersPerClient,
      @DefaultValue("10m") Duration viewerDuration,
      @DefaultValue("64KB") DataSize bodySize) {
    public Limits {
      Bound.between("limits.threads-per-run", threadsPerRun, 1, 10_000);
      Bound.between("limits.events-per-run", eventsPerRun, 1, 16_000_000);
      Bound.between("limits.steps-per-run", stepsPerRun, 1, 1_000_000);
      Bound.atLeast("limits.run-duration", runDuration, Duration.ofMillis(1));
      Bound.atLeast("limits.live-runs", liveRuns, 1);
      Bound.atLeast("limits.queue-length", queueLength, 0);
      Bound.atLeast("limits.runs-per-client", runsPerClient, 1);
      Bound.atLeast("limits.runs-per-minute", runsPerMinute, 1);
      Bound.atLeast("limits.clients-per-address", clientsPerAddress, 1);
      Bound.atLeast("limits.viewers", viewers, 1);
      Bound.atLeast("limits.viewers-per-client", viewersPerClient, 1);
      Bound.atLeast("limits.viewer-duration", viewerDuration, Duration.ofSeconds(1));
    }
  }

  /**
   * The properties under {@code interleave.history}. Over either bound the oldest runs of the
   * client who has most go first; unfinished runs stay.
   *
   * @param runs finished runs to keep
   * @param size what their files may take together
   * @param free what has to be free on the disk for a run to be started, and for the server to call
   *     itself ready
   */
  public record History(
      @DefaultValue("500") int runs,
      @DefaultValue("2GB") DataSize size,
      @DefaultValue("64MB") DataSize free) {
    public History {
      Bound.atLeast("history.runs", runs, 1);
    }
  }

  /**
   * The properties under {@code interleave.stream}.
   *
   * @param pingInterval how long a stream may be silent before a comment keeps its connection awake
   * @param batchEvents the most events in one batch
   */
  public record Stream(
      @DefaultValue("15s") Duration pingInterval, @DefaultValue("2000") int batchEvents) {
    public Stream {
      Bound.atLeast("stream.ping-interval", pingInterval, Duration.ofMillis(10));
      Bound.atLeast("stream.batch-events", batchEvents, 1);
    }
  }

  /**
   * The properties under {@code interleave.exploration}. The first four are what an exploration has
   * where a request says nothing, and the most that it may ask for.
   *
   * @param executions executions of the program, each time that it is started or goes on
   * @param time how long it looks, each time; it may take some two seconds more to simplify what it
   *     found
   * @param steps steps of one execution; a longer one is cut
   * @param retries failed attempts of one thread in one execution; with one more that is cut
   * @param concurrent explorations that run at once, each on one processor; the others queue
   * @param queueLength explorations that may wait for their turn
   * @param perClient explorations of one client that are not over
   * @param kept explorations to keep when they are over
   * @param resumable how many of those can still go on; that takes memory
   * @param expiry how long one is kept that nobody asks for
   */
  public record Exploration(
      @DefaultValue("200000") long executions,
      @DefaultValue("20s") Duration time,
      @DefaultValue("5000") int steps,
      @DefaultValue("3") int retries,
      @DefaultValue("1") int concurrent,
      @DefaultValue("16") int queueLength,
      @DefaultValue("2") int perClient,
      @DefaultValue("100") int kept,
      @DefaultValue("10") int resumable,
      @DefaultValue("30m") Duration expiry) {
    public Exploration {
      Bound.atLeast("exploration.executions", executions, 1);
      Bound.atLeast("exploration.time", time, Duration.ofMillis(1));
      Bound.between("exploration.steps", steps, 1, 100_000);
      Bound.atLeast("exploration.retries", retries, 0);
      Bound.atLeast("exploration.concurrent", concurrent, 1);
      Bound.atLeast("exploration.queue-length", queueLength, 0);
      Bound.atLeast("exploration.per-client", perClient, 1);
      Bound.atLeast("exploration.kept", kept, 1);
      Bound.atLeast("exploration.resumable", resumable, 0);
      Bound.atLeast("exploration.expiry", expiry, Duration.ofMillis(1));
    }
  }

  /**
   * The properties under {@code interleave.session}.
   *
   * @param open sessions at once; with one more, the one that nobody has used longest is forgotten
   * @param expiry how long one is kept that nobody uses
   * @param requestTime how long one request may take
   * @param findTime how long to look for a continuation that fails
   * @param concurrent requests that are worked on at once
   * @param queueLength requests that may wait for their turn
   * @param requestsPerClient requests of one client that wait or are worked on
   */
  public record Session(
      @DefaultValue("200") int open,
      @DefaultValue("30m") Duration expiry,
      @DefaultValue("5s") Duration requestTime,
      @DefaultValue("1s") Duration findTime,
      @DefaultValue("2") int concurrent,
      @DefaultValue("32") int queueLength,
      @DefaultValue("4") int requestsPerClient) {
    public Session {
      Bound.atLeast("session.open", open, 1);
      Bound.atLeast("session.expiry", expiry, Duration.ofMillis(1));
      Bound.atLeast("session.request-time", requestTime, Duration.ofMillis(1));
      Bound.atLeast("session.find-time", findTime, Duration.ofMillis(1));
      Bound.atLeast("session.concurrent", concurrent, 1);
      Bound.atLeast("session.queue-length", queueLength, 1);
      Bound.atLeast("session.requests-per-client", requestsPerClient, 1);
    }
  }

  /**
   * The properties under {@code interleave.network}: what decides whether a request is answered,
   * apart from its address. The address that the server listens on is {@code server.address}.
   *
   * @param hosts names that the server goes by, with or without a port; without any, those of the
   *     loopback. Whoever asks for another was led here by a name of somebody else's
   * @param origins sites of others whose pages may ask it everything, such as {@code
   *     https://course.example.org}
   * @param embedders sites that may show embeds; without any, all may
   * @param proxies addresses and ranges of the proxies in front of it
   * @param forwardedHeader the one in which they say who asks them
   */
  public record Network(
      @DefaultValue({}) List<String> hosts,
      @DefaultValue({}) List<String> origins,
      @DefaultValue({}) List<String> embedders,
      @DefaultValue({}) List<String> proxies,
      @DefaultValue("x-forwarded-for") ForwardedHeader forwardedHeader) {

    private static final String NAME = "([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(:\\d{1,5})?";
    private static final Pattern HOST = Pattern.compile(NAME);
    private static final Pattern ORIGIN = Pattern.compile("https?://" + NAME);

    public Network {
      hosts.forEach(host -> Bound.form("network.hosts", host, HOST, "names or name:port"));
      origins.forEach(site -> Bound.form("network.origins", site, ORIGIN, "like https://name"));
      embedders.forEach(site -> Bound.form("network.embedders", site, ORIGIN, "like https://name"));
    }
  }

  /** The headers in which proxies say who asks them. */
  public enum ForwardedHeader {
    X_FORWARDED_FOR("X-Forwarded-For"),
    FORWARDED("Forwarded");

    private final String text;

    ForwardedHeader(String text) {
      this.text = text;
    }

    /** As it is written. */
    public String text() {
      return text;
    }
  }

  /**
   * The properties under {@code interleave.connections}.
   *
   * @param most open at once
   * @param perAddress open at once of one address; proxies have as many as they need
   * @param requestTime how long the first request may take to arrive, and the body of any
   * @param idleTime how long a connection may wait for its next request
   * @param stallTime how long a client may take nothing of an answer that waits for it
   */
  public record Connections(
      @DefaultValue("2000") int most,
      @DefaultValue("200") int perAddress,
      @DefaultValue("10s") Duration requestTime,
      @DefaultValue("60s") Duration idleTime,
      @DefaultValue("60s") Duration stallTime) {
    public Connections {
      Bound.atLeast("connections.most", most, 1);
      Bound.atLeast("connections.per-address", perAddress, 1);
      Bound.atLeast("connections.request-time", requestTime, Duration.ofMillis(1));
      Bound.atLeast("connections.idle-time", idleTime, Duration.ofMillis(1));
      Bound.atLeast("connections.stall-time", stallTime, Duration.ofMillis(1));
    }
  }

  /**
   * The properties under {@code interleave.management}: where {@code /actuator} is, if {@code
   * server.address} is not the loopback; if it is, there is no other place.
   *
   * @param address that it listens on
   * @param port of it; 0 takes any
   */
  public record Management(
      @DefaultValue("127.0.0.1") InetAddress address, @DefaultValue("8081") int port) {
    public Management {
      Bound.between("management.port", port, 0, 65_535);
    }
  }
}
