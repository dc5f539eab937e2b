package io.interleave.scenarios.livelock;

import io.interleave.engine.event.Kind;
import io.interleave.engine.event.Outcome;
import io.interleave.scenario.Parameter;
import io.interleave.scenario.Scenario;
import io.interleave.scenario.Variant;
import io.interleave.scenario.story.Facts;
import io.interleave.scenario.story.Question;
import io.interleave.scenario.story.Said;
import io.interleave.scenario.text.Sentence;
import io.interleave.scenario.text.TextFiles;
import io.interleave.scenarios.Topics;
import java.util.Optional;
import java.util.stream.Stream;

/** Two who give way to each other in step get no further than two who do not. */
public final class Livelock {

  private static final TextFiles TEXTS = TextFiles.of(Livelock.class);
  private static final Sentence BOTH = TEXTS.sentence("both");
  private static final Sentence HUNGRY = TEXTS.sentence("hungry", "meals");
  private static final Sentence ATE = TEXTS.told("ate", "name", "times");
  private static final Sentence NEVER = TEXTS.told("never", "name", "times");

  private Livelock() {}

  public static Scenario scenario() {
    return Scenario.of("livelock", TEXTS)
        .topic(Topics.LIVENESS)
        .after("deadlock")
        .parameter(Parameter.integer("attempts", 11, 3, 25))
        .parameter(Parameter.millis("pause", 30, 10, 60))
        .small("attempts", 3)
        .variant(Variant.wrong("fixed", NextStroke.class).showing("livelock"))
        .variant(Variant.right("jitter", RandomPause.class))
        .asking(
            Question.whether(
                "eats", facts -> facts.events(Kind.IO_BEGIN).findFirst().map(Facts::seq)))
        .asking(
            Question.number(
                "failed", facts -> Optional.of(facts.count(facts.events(Kind.LOCK_FAIL)))))
        .telling(Livelock::tell)
        .build();
  }

  static Outcome outcome(int meals) {
    return new Outcome(
        String.valueOf(meals), meals == 2, meals == 2 ? BOTH.with() : HUNGRY.with(meals));
  }

  private static Stream<Said> tell(Facts facts) {
    return facts.started().stream()
        .map(
            thread -> {
              long failed = facts.by(thread.name(), Kind.LOCK_FAIL).count();
              return facts
                  .by(thread.name(), Kind.IO_BEGIN)
                  .findFirst()
                  .map(meal -> ATE.at(meal.seq(), thread.name(), failed))
                  .orElseGet(() -> NEVER.at(0, thread.name(), failed));
            });
  }
}
