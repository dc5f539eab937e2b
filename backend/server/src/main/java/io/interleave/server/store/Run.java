package io.interleave.server.store;

import io.interleave.engine.event.Outcome;
import io.interleave.engine.run.End;
import io.interleave.engine.run.Status;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run, as docs/trace-format.md describes it under "Run"; each change makes a new one.
 *
 * @param reason a sentence where the status wants one
 * @param outcome null until the program returned one
 * @param events how many so far, as are threads and findings
 */
public record Run(
    String id,
    String scenario,
    String variant,
    String mode,
    long seed,
    Map<String, Object> parameters,
    Status status,
    @Nullable String reason,
    @Nullable Outcome outcome,
    Instant created,
    @Nullable Instant started,
    @Nullable Instant ended,
    @Nullable Long durationNanos,
    int events,
    int threads,
    int findings) {

  public Run {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  /** A run that waits for its turn. */
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
        "live",
        seed,
        parameters,
        Status.QUEUED,
        null,
        null,
        now,
        null,
        null,
        null,
        0,
        0,
        0);
  }

  public Run begun(Instant now) {
    return new Run(
        id,
        scenario,
        variant,
        mode,
        seed,
        parameters,
        Status.RUNNING,
        null,
        null,
        created,
        now,
        null,
        null,
        events,
        threads,
        findings);
  }

  public Run counted(int newEvents, int newThreads, int newFindings) {
    return new Run(
        id,
        scenario,
        variant,
        mode,
        seed,
        parameters,
        status,
        reason,
        outcome,
        created,
        started,
        ended,
        durationNanos,
        newEvents,
        newThreads,
        newFindings);
  }

  public Run ended(End end, Instant now) {
    return new Run(
        id,
        scenario,
        variant,
        mode,
        seed,
        parameters,
        end.status(),
        end.reason(),
        end.outcome(),
        created,
        started,
        now,
        end.durationNanos(),
        events,
        threads,
        findings);
  }
}
