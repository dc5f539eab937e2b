package io.interleave.server.config;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

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
@Validated
public record InterleaveProperties(
    @DefaultValue("data") Path dataDir,
    @DefaultValue @Valid Limits limits,
    @DefaultValue @Valid History history,
    @DefaultValue @Valid Stream stream,
    @DefaultValue @Valid Exploration exploration,
    @DefaultValue @Valid Session session) {

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
      @DefaultValue("256") @Min(1) @Max(10_000) int threadsPerRun,
      @DefaultValue("1000000") @Min(1) @Max(16_000_000) int eventsPerRun,
      @DefaultValue("10000") @Min(1) @Max(1_000_000) int stepsPerRun,
      @DefaultValue("30s") @DurationMin(millis = 1) Duration runDuration,
      @DefaultValue("2") @Min(1) int liveRuns,
      @DefaultValue("16") @Min(0) int queueLength,
      @DefaultValue("30") @Min(1) int runsPerMinute,
      @DefaultValue("1000") @Min(1) int viewers,
      @DefaultValue("10m") @DurationMin(seconds = 1) Duration viewerDuration,
      @DefaultValue("64KB") DataSize bodySize) {}

  /**
   * The properties under {@code interleave.history}. Over either bound the oldest runs go first;
   * unfinished runs stay.
   *
   * @param runs finished runs to keep
   * @param size what their files may take together
   */
  public record History(
      @DefaultValue("500") @Min(1) int runs, @DefaultValue("2GB") DataSize size) {}

  /**
   * The properties under {@code interleave.stream}.
   *
   * @param pingInterval how long a stream may be silent before a comment keeps its connection awake
   * @param batchEvents the most events in one batch
   */
  public record Stream(
      @DefaultValue("15s") @DurationMin(millis = 10) Duration pingInterval,
      @DefaultValue("2000") @Min(1) int batchEvents) {}

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
      @DefaultValue("200000") @Min(1) long executions,
      @DefaultValue("20s") @DurationMin(millis = 1) Duration time,
      @DefaultValue("5000") @Min(1) @Max(100_000) int steps,
      @DefaultValue("3") @Min(0) int retries,
      @DefaultValue("1") @Min(1) int concurrent,
      @DefaultValue("8") @Min(0) int queueLength,
      @DefaultValue("100") @Min(1) int kept,
      @DefaultValue("10") @Min(0) int resumable,
      @DefaultValue("30m") @DurationMin(millis = 1) Duration expiry) {}

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
      @DefaultValue("200") @Min(1) int open,
      @DefaultValue("30m") @DurationMin(millis = 1) Duration expiry,
      @DefaultValue("5s") @DurationMin(millis = 1) Duration requestTime,
      @DefaultValue("1s") @DurationMin(millis = 1) Duration findTime,
      @DefaultValue("2") @Min(1) int concurrent,
      @DefaultValue("32") @Min(1) int queueLength) {}
}
