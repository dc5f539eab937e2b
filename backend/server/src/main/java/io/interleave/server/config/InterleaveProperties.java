package io.interleave.server.config;

import java.nio.file.Path;
import java.time.Duration;
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
 */
@ConfigurationProperties("interleave")
public record InterleaveProperties(
    @DefaultValue("data") Path dataDir,
    @DefaultValue Limits limits,
    @DefaultValue History history,
    @DefaultValue Stream stream,
    @DefaultValue Exploration exploration,
    @DefaultValue Session session) {

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
   * @param runsPerMinute runs, explorations and sessions that one client address may start in a
   *     minute, all at once if it likes
   * @param viewers streams open at once
   * @param viewerDuration how long one stream stays open; its client then resumes where it was
   * @param bodySize the largest request body
   */
  public record Limits(
      @DefaultValue("256") int threadsPerRun,
      @DefaultValue("1000000") int eventsPerRun,
      @DefaultValue("10000") int stepsPerRun,
      @DefaultValue("30s") Duration runDuration,
      @DefaultValue("2") int liveRuns,
      @DefaultValue("16") int queueLength,
      @DefaultValue("30") int runsPerMinute,
      @DefaultValue("1000") int viewers,
      @DefaultValue("10m") Duration viewerDuration,
      @DefaultValue("64KB") DataSize bodySize) {
    public Limits {
      Bound.between("limits.threads-per-run", threadsPerRun, 1, 10_000);
      Bound.between("limits.events-per-run", eventsPerRun, 1, 16_000_000);
      Bound.between("limits.steps-per-run", stepsPerRun, 1, 1_000_000);
      Bound.atLeast("limits.run-duration", runDuration, Duration.ofMillis(1));
      Bound.atLeast("limits.live-runs", liveRuns, 1);
      Bound.atLeast("limits.queue-length", queueLength, 0);
      Bound.atLeast("limits.runs-per-minute", runsPerMinute, 1);
      Bound.atLeast("limits.viewers", viewers, 1);
      Bound.atLeast("limits.viewer-duration", viewerDuration, Duration.ofSeconds(1));
    }
  }

  /**
   * The properties under {@code interleave.history}. Over either bound the oldest runs go first;
   * unfinished runs stay.
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
      @DefaultValue("8") int queueLength,
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
   */
  public record Session(
      @DefaultValue("200") int open,
      @DefaultValue("30m") Duration expiry,
      @DefaultValue("5s") Duration requestTime,
      @DefaultValue("1s") Duration findTime,
      @DefaultValue("2") int concurrent,
      @DefaultValue("32") int queueLength) {
    public Session {
      Bound.atLeast("session.open", open, 1);
      Bound.atLeast("session.expiry", expiry, Duration.ofMillis(1));
      Bound.atLeast("session.request-time", requestTime, Duration.ofMillis(1));
      Bound.atLeast("session.find-time", findTime, Duration.ofMillis(1));
      Bound.atLeast("session.concurrent", concurrent, 1);
      Bound.atLeast("session.queue-length", queueLength, 1);
    }
  }
}
