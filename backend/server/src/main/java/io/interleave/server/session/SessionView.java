package io.interleave.server.session;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.interleave.engine.event.Site;
import io.interleave.engine.event.Trace;
import io.interleave.engine.explore.Position;
import io.interleave.engine.explore.Stepper;
import io.interleave.engine.run.End;
import io.interleave.engine.run.Status;
import io.interleave.server.store.OutcomeView;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A session as docs/controlled.md describes it. */
record SessionView(
    String id,
    String scenario,
    String variant,
    Map<String, Object> parameters,
    String memory,
    String schedule,
    int step,
    boolean canUndo,
    boolean canRedo,
    @Nullable EndView end,
    List<ChoiceView> choices,
    List<WaitingView> waiting,
    List<GoalView> goals,
    @Nullable FoundView found,
    @Schema(implementation = Object.class, description = "See docs/trace-format.md, Compact JSON")
        @JsonRawValue
        String trace) {

  /** How the program ended. */
  record EndView(Status status, @Nullable String reason, @Nullable OutcomeView outcome) {

    static @Nullable EndView of(@Nullable End end) {
      return end == null
          ? null
          : new EndView(end.status(), end.reason(), OutcomeView.of(end.outcome()));
    }
  }

  /** A thread that can go. */
  record ChoiceView(
      int thread,
      String name,
      String text,
      String kind,
      int object,
      @Nullable String file,
      @Nullable Integer line,
      List<String> alternatives) {

    static ChoiceView of(Position.Choice choice, Trace trace) {
      Site site = trace.sites().find(choice.site());
      return new ChoiceView(
          choice.thread(),
          choice.name(),
          choice.text(),
          choice.kind().word(),
          choice.object(),
          site == null ? null : site.file(),
          site == null ? null : Integer.valueOf(site.line()),
          choice.alternatives());
    }
  }

  /** A thread that cannot. */
  record WaitingView(
      int thread,
      String name,
      String text,
      String kind,
      int object,
      @Nullable String file,
      @Nullable Integer line) {

    static WaitingView of(Position.Waiting waiting, Trace trace) {
      Site site = trace.sites().find(waiting.site());
      return new WaitingView(
          waiting.thread(),
          waiting.name(),
          waiting.text(),
          waiting.kind().word(),
          waiting.object(),
          site == null ? null : site.file(),
          site == null ? null : Integer.valueOf(site.line()));
    }
  }

  /** Something to try to reach. */
  record GoalView(String id, String title, boolean reached) {}

  /** What a search for a failing continuation came to; no schedule, and nothing else, for none. */
  record FoundView(
      @Nullable String schedule,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String value,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<String> words) {

    static FoundView of(Stepper.@Nullable Found found) {
      return found == null
          ? new FoundView(null, null, null)
          : new FoundView(found.schedule().toString(), found.value(), found.words());
    }
  }

  static List<GoalView> goals(Position position) {
    return position.goals().entrySet().stream()
        .map(goal -> new GoalView(goal.getKey().id(), goal.getKey().title(), goal.getValue()))
        .toList();
  }
}
