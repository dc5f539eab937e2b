package io.interleave.server.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.interleave.engine.event.Text;
import io.interleave.engine.run.End;
import io.interleave.engine.run.Status;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A run, as docs/trace-format.md describes it under "Run"; each change makes a new one.
 *
 * @param strategy null for live runs, as are depth, memory and schedule
 * @param depth of the strategy {@code pct} only
 * @param schedule the whole of it, once the run has ended
 * @param reason a sentence where the status wants one
 * @param reasons the same in the other languages, by their tags; null in runs of earlier versions
 * @param outcome null until the program returned one
 * @param events how many so far, as are threads and findings
 * @param machine what a sample was recorded on; null for all other runs
 */
public record Run(
    String id,
    String scenario,
    String variant,
    String mode,
    long seed,
    Map<String, Object> parameters,
    @Nullable String strategy,
    @Nullable Integer depth,
    @Nullable String memory,
    @Nullable String schedule,
    Status status,
    @Nullable String reason,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<String, String> reasons,
    @Nullable OutcomeView outcome,
    Instant created,
    @Nullable Instant started,
    @Nullable Instant ended,
    @Nullable Long durationNanos,
    int events,
    int threads,
    int findings,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Machine machine)
    implements Listed {

  public static final String LIVE = "live";
  public static final String CONTROLLED = "controlled";

  /** The strategy of a run whose schedule was given. */
  public static final String REPLAY = "replay";

  /** Refuses what no run can be: whoever reads one from a file finds out here. */
  public Run {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(scenario, "scenario");
    Objects.requireNonNull(variant, "variant");
    Objects.requireNonNull(mode, "mode");
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(created, "created");
    if (events < 0 || threads < 0 || findings < 0) {
      throw new IllegalArgumentException("a count is below 0");
    }
    if (durationNanos != null && durationNanos < 0) {
      throw new IllegalArgumentException("the duration is below 0");
    }
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  /** A live run that waits for its turn. */
  public static Run queued(
      String id,
      String scenario,
      String variant,
      long seed,
      Map<String, Object> parameters,
      Instant now) {
    return new Run(
        id,
        scenario,
        variant,
        LIVE,
        seed,
        parameters,
        null,
        null,
        null,
        null,
        Status.QUEUED,
        null,
        null,
        null,
        now,
        null,
        null,
        null,
        0,
        0,
        0,
        null);
  }

  /** The same run, controlled; by a strategy, or by whoever chooses step after step. */
  public Run controlled(
      @Nullable String newStrategy, @Nullable Integer newDepth, String newMemory) {
    return new Run(
        id,
        scenario,
        variant,
        CONTROLLED,
        seed,
        parameters,
        newStrategy,
        newDepth,
        newMemory,
        null,
        status,
        reason,
        reasons,
        outcome,
        created,
        started,
        ended,
        durationNanos,
        events,
        threads,
        findings,
        machine);
  }

  /** With the schedule that it took, or was to take. */
  public Run scheduled(@Nullable String newSchedule) {
    return new Run(
        id,
        scenario,
        variant,
        mode,
        seed,
        parameters,
        strategy,
        depth,
        memory,
        newSchedule,
        status,
        reason,
        reasons,
        outcome,
        created,
        started,
        ended,
        durationNanos,
        events,
        threads,
        findings,
        machine);
  }

  public Run begun(Instant now) {
    return at(Status.RUNNING, null, null, now, null, null);
  }

  public Run ended(End end, Instant now) {
    return at(
        end.status(),
        end.reason(),
        OutcomeView.of(end.outcome()),
        started,
        now,
        end.durationNanos());
  }

  private Run at(
      Status newStatus,
      @Nullable Text newReason,
      @Nullable OutcomeView newOutcome,
      @Nullable Instant newStarted,
      @Nullable Instant newEnded,
      @Nullable Long newDuration) {
    return new Run(
        id,
        scenario,
        variant,
        mode,
        seed,
        parameters,
        strategy,
        depth,
        memory,
        schedule,
        newStatus,
        newReason == null ? null : newReason.en(),
        newReason == null ? null : newReason.translations(),
        newOutcome,
        created,
        newStarted,
        newEnded,
        newDuration,
        events,
        threads,
        findings,
        machine);
  }

  public Run counted(int newEvents, int newThreads, int newFindings) {
    return new Run(
        id,
        scenario,
        variant,
        mode,
        seed,
        parameters,
        strategy,
        depth,
        memory,
        schedule,
        status,
        reason,
        reasons,
        outcome,
        created,
        started,
        ended,
        durationNanos,
        newEvents,
        newThreads,
        newFindings,
        machine);
  }
}
