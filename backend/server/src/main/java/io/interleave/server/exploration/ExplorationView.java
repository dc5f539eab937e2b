package io.interleave.server.exploration;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import io.interleave.engine.event.Text;
import io.interleave.engine.explore.Report;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An exploration as docs/controlled.md describes it.
 *
 * @param by the method whose counts these are
 * @param states null where they are not counted, as are interleavings
 * @param caveat why nothing is proved although everything was tried
 */
record ExplorationView(
    String id,
    String scenario,
    String variant,
    Map<String, Object> parameters,
    String method,
    String memory,
    long seed,
    ExplorationBounds bounds,
    State status,
    @Nullable String reason,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<String, String> reasons,
    String by,
    boolean exhaustive,
    long executions,
    long classes,
    long redundant,
    long deadlocked,
    long cut,
    @Nullable Long states,
    @Nullable Number interleavings,
    @Nullable String caveat,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<String, String> caveats,
    long elapsedMillis,
    List<OutcomeView> outcomes,
    @Nullable MinimalView minimal) {

  // What every client can hold in a number, and Java in a double, to the last digit.
  private static final double EXACT = 1L << 53;

  /** How far it is. */
  enum State {
    QUEUED("queued"),
    RUNNING("running"),
    COMPLETED("completed"),
    CANCELLED("cancelled"),
    FAILED("failed");

    private final String word;

    State(String word) {
      this.word = word;
    }

    @JsonValue
    String word() {
      return word;
    }

    boolean isOver() {
      return this != QUEUED && this != RUNNING;
    }
  }

  /** A row of the table of outcomes. */
  record OutcomeView(
      String value,
      String grade,
      String summary,
      Map<String, String> summaries,
      long classes,
      @Nullable Double share,
      String schedule) {}

  /** The simplest schedule that fails. */
  record MinimalView(
      String schedule,
      String value,
      int preemptions,
      int steps,
      boolean proved,
      List<String> words,
      Map<String, List<String>> wordsIn) {}

  static ExplorationView of(
      String id,
      Inquiry inquiry,
      ExplorationBounds bounds,
      State status,
      @Nullable Text reason,
      Report report) {
    return new ExplorationView(
        id,
        inquiry.subject().scenario().id(),
        inquiry.subject().variant().id(),
        inquiry.subject().arguments().asMap(),
        inquiry.method().id(),
        inquiry.memory().word(),
        inquiry.seed(),
        bounds,
        status,
        english(reason),
        translations(reason),
        report.method().id(),
        report.exhaustive(),
        report.executions(),
        report.classes(),
        report.redundant(),
        report.deadlocked(),
        report.cut(),
        report.states() < 0 ? null : Long.valueOf(report.states()),
        interleavings(report.interleavings()),
        english(report.caveat()),
        translations(report.caveat()),
        report.elapsed().toMillis(),
        report.outcomes().stream().map(ExplorationView::outcome).toList(),
        minimal(report.minimal()));
  }

  private static @Nullable String english(@Nullable Text text) {
    return text == null ? null : text.en();
  }

  private static @Nullable Map<String, String> translations(@Nullable Text text) {
    return text == null ? null : text.translations();
  }

  private static @Nullable Number interleavings(double count) {
    if (count < 0) {
      return null;
    }
    return count < EXACT ? (Number) (long) count : (Number) count;
  }

  private static OutcomeView outcome(Report.Row row) {
    return new OutcomeView(
        row.value(),
        row.grade().word(),
        row.summary().en(),
        row.summary().translations(),
        row.classes(),
        row.share() < 0 ? null : Double.valueOf(row.share()),
        row.schedule().toString());
  }

  private static @Nullable MinimalView minimal(Report.@Nullable Minimal minimal) {
    return minimal == null
        ? null
        : new MinimalView(
            minimal.schedule().toString(),
            minimal.value(),
            minimal.preemptions(),
            minimal.steps(),
            minimal.proved(),
            Text.english(minimal.words()),
            Text.translations(minimal.words()));
  }
}
