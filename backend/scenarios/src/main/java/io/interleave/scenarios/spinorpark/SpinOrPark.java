package io.interleave.scenarios.spinorpark;

import io.interleave.engine.analysis.state.Wait;
import io.interleave.engine.event.Event;
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
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Waiting awake burns the processor; waiting asleep costs a way to bed and back. */
public final class SpinOrPark {

  private static final TextFiles TEXTS = TextFiles.of(SpinOrPark.class);
  private static final Sentence BURNT = TEXTS.sentence("burnt", "micros", "budget");
  private static final Sentence LOOKED = TEXTS.told("looked", "looks", "time");
  private static final Sentence SLEPT = TEXTS.told("slept", "times", "time", "waking");
  private static final Sentence AWAKE = TEXTS.told("awake");

  private SpinOrPark() {}

  public static Scenario scenario() {
    return Scenario.of("spin-or-park", TEXTS)
        .topic(Topics.LOCKS_AND_MONITORS)
        .after("try-lock")
        .parameter(Parameter.integer("threads", 2, 2, 4))
        .parameter(Parameter.integer("turns", 10, 1, 12))
        .parameter(Parameter.micros("hold", 6_000, 10, 10_000))
        .parameter(Parameter.micros("budget", 200, 50, 1_000))
        .variant(Variant.wrong("spin", Spin.class))
        .variant(Variant.right("park", Park.class))
        .variant(Variant.right("both", SpinThenPark.class))
        .asking(Question.number("looks", facts -> Optional.of(facts.count(looks(facts)))))
        .asking(Question.whether("sleeps", facts -> facts.first(facts.waits("door"))))
        .telling(SpinOrPark::tell)
        .build();
  }

  static Outcome outcome(int micros, int budget) {
    return new Outcome(String.valueOf(micros), micros <= budget, BURNT.with(micros, budget));
  }

  /** All attempts that found the door shut, without waiting for it. */
  private static Stream<Event> looks(Facts facts) {
    return facts.events(Kind.VAR_CAS_FAIL, Kind.LOCK_FAIL);
  }

  private static Stream<Said> tell(Facts facts) {
    long looks = looks(facts).count();
    Stream<Said> looked =
        looks == 0 ? Stream.of() : Stream.of(LOOKED.at(0, looks, facts.time(50_000 * looks)));
    List<Wait> waits = facts.waits("door");
    long waking = waits.stream().mapToLong(wait -> wait.to() - wait.enabled()).sum();
    Said slept =
        waits.isEmpty()
            ? AWAKE.at(0)
            : SLEPT.at(0, waits.size(), facts.time(facts.total(waits)), facts.time(waking));
    return Stream.concat(looked, Stream.of(slept));
  }
}
