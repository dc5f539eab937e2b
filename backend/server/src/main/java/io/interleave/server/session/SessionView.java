package io.interleave.server.session;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.interleave.engine.event.Site;
import io.interleave.engine.event.Text;
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
  record EndView(
      Status status,
      @Nullable String reason,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<String, String> reasons,
      @Nullable OutcomeView outcome) {

    static @Nullable EndView of(@Nullable End end) {
      if (end == null) {
        return null;
      }
      Text reason = end.reason();
      return new EndView(
          end.status(),
          reason == null ? null : reason.en(),
          reason == null ? null : reason.translations(),
          OutcomeView.of(end.outcome()));
    }
  }

  /** A thread that can go. */
  record ChoiceView(
      int thread,
      String name,
      String text,
      Map<String, String> texts,
      String kind,
      int object,
      @Nullable String file,
      @Nullable Integer line,
      List<String> alternatives,
      Map<String, List<String>> alternativesIn) {

    static ChoiceView of(Position.Choice choice, Trace trace) {
      Site site = trace.sites().find(choice.site());
      return new ChoiceView(
          choice.thread(),
          choice.name(),
          choice.text().en(),
          choice.text().translations(),
          choice.kind().word(),
          choice.object(),
          site == null ? null : site.file(),
          site == null ? null : Integer.valueOf(site.line()),
          Text.english(choice.alternatives()),
          Text.translations(choice.alternatives()));
    }
  }

  /** A thread that cannot. */
  record WaitingView(
      int thread,
      String name,
      String text,
      Map<String, String> texts,
      String kind,
      int object,
      @Nullable String file,
      @Nullable Integer line) {

    static WaitingView of(Position.Waiting waiting, Trace trace) {
      Site site = trace.sites().find(waiting.site());
      return new WaitingView(
          waiting.thread(),
          waiting.name(),
          waiting.text().en(),
          waiting.text().translations(),
          waiting.kind().word(),
          waiting.object(),
          site == null ? null : site.file(),
          site == null ? null : Integer.valueOf(site.line()));
    }
  }

  /** Something to try to reach. */
  record GoalView(String id, String title, Map<String, String> titles, boolean reached) {}

  /** What a search for a failing continuation came to; no schedule, and nothing else, for none. */
  record FoundView(
      @Nullable String schedule,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String value,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<String> words,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<String, List<String>> wordsIn) {

    static FoundView of(Stepper.@Nullable Found found) {
      return found == null
          ? new FoundView(null, null, null, null)
          : new FoundView(
              found.schedule().toString(),
              found.value(),
              Text.english(found.words()),
              Text.translations(found.words()));
    }
  }

  static List<GoalView> goals(Position position) {
    return position.goals().entrySet().stream()
        .map(
            goal ->
                new GoalView(
                    goal.getKey().id(),
                    goal.getKey().title().en(),
                    goal.getKey().title().translations(),
                    goal.getValue()))
        .toList();
  }
}
