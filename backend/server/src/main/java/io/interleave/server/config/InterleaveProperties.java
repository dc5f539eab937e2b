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
 * @param samples the recorded runs that the catalogue shows
 */
@ConfigurationProperties("interleave")
@Validated
public record InterleaveProperties(
    @DefaultValue("data") Path dataDir,
    @DefaultValue @Valid Limits limits,
    @DefaultValue @Valid History history,
    @DefaultValue @Valid Stream stream,
    @DefaultValue @Valid Samples samples) {

  /**
   * The properties under {@code interleave.limits}. What is over one is refused or ended, with a
   * problem or reason that says so.
   *
   * @param threadsPerRun threads that one run may have, ended ones included
   * @param eventsPerRun events that one run may record
   * @param runDuration how long one run may take
   * @param liveRuns runs that execute at once; the others queue
   * @param queueLength runs that may wait for their turn
   * @param runsPerMinute runs that one client address may start in a minute, all at once if it
   *     likes
   * @param viewers streams open at once
   * @param viewerDuration how long one stream stays open; its client then resumes where it was
   * @param bodySize the largest request body
   */
  public record Limits(
      @DefaultValue("256") @Min(1) @Max(10_000) int threadsPerRun,
      @DefaultValue("1000000") @Min(1) @Max(16_000_000) int eventsPerRun,
      @DefaultValue("30s") @DurationMin(millis = 1) Duration runDuration,
      @DefaultValue("2") @Min(1) int liveRuns,
      @DefaultValue("16") @Min(0) int queueLength,
      @DefaultValue("30") @Min(1) int runsPerMinute,
      @DefaultValue("1000") @Min(1) int viewers,
      @DefaultValue("10m") @DurationMin(seconds = 1) Duration viewerDuration,
      @DefaultValue("16KB") DataSize bodySize) {}

  /**
   * The properties under {@code interleave.history}. Over either bound the oldest runs go first;
   * samples and unfinished runs stay.
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
   * The properties under {@code interleave.samples}.
   *
   * @param enabled whether to record, after the start, a sample of each variant that lacks one
   */
  public record Samples(@DefaultValue("true") boolean enabled) {}
}
