package io.interleave.scenarios.visibility;

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

/** What one thread writes another need not see, unless something makes it visible. */
public final class Visibility {

  private static final TextFiles TEXTS = TextFiles.of(Visibility.class);
  private static final Sentence STOPPED = TEXTS.sentence("stopped", "turned", "before");
  private static final Sentence WENT_ON = TEXTS.sentence("went-on", "turned", "before");
  private static final Sentence STALE = TEXTS.told("stale", "times");
  private static final Sentence FRESH = TEXTS.told("fresh");

  private Visibility() {}

  public static Scenario scenario() {
    return Scenario.of("visibility", TEXTS)
        .topic(Topics.THREADS_AND_RACES)
        .after("lost-update")
        .controlledOnly()
        .modelledMemory()
        .parameter(Parameter.integer("turns", 6, 2, 20))
        .small("turns", 3)
        .variant(Variant.wrong("plain", PlainLever.class).showing("data-race"))
        .variant(Variant.right("volatile", VolatileLever.class))
        .asking(
            Question.whether("stale", facts -> stale(facts).stream().map(Facts::seq).findFirst()))
        .asking(
            Question.number(
                "turned", facts -> Optional.of(facts.count(facts.on("turned", Kind.VAR_UPDATE)))))
        .telling(Visibility::tell)
        .build();
  }

  /**
   * @param before the turns that main saw after it had thrown the lever; in one more the mill may
   *     have been
   */
  static Outcome outcome(int turned, int before) {
    boolean stopped = turned <= before + 1;
    return new Outcome(
        String.valueOf(turned), stopped, (stopped ? STOPPED : WENT_ON).with(turned, before));
  }

  /** Looks at the lever that came after it was thrown, and saw it as it was before. */
  private static List<Event> stale(Facts facts) {
    return facts
        .on("lever", Kind.VAR_WRITE)
        .findFirst()
        .map(
            thrown ->
                facts
                    .on("lever", Kind.VAR_READ)
                    .filter(look -> look.seq() > thrown.seq() && look.value() == 0)
                    .toList())
        .orElse(List.of());
  }

  private static Stream<Said> tell(Facts facts) {
    List<Event> stale = stale(facts);
    return Stream.of(
        stale.isEmpty() ? FRESH.at(0) : STALE.at((int) stale.getFirst().seq(), stale.size()));
  }
}
