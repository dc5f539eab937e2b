package io.interleave.scenarios.starvation;

import io.interleave.engine.event.Event;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.Outcome;
import io.interleave.scenario.Parameter;
import io.interleave.scenario.Scenario;
import io.interleave.scenario.Variant;
import io.interleave.scenario.story.Answer;
import io.interleave.scenario.story.Facts;
import io.interleave.scenario.story.Question;
import io.interleave.scenario.story.Said;
import io.interleave.scenario.text.Sentence;
import io.interleave.scenario.text.TextFiles;
import io.interleave.scenarios.Topics;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A lock that is taken past whoever waits, and one that goes to whoever has waited longest. */
public final class Starvation {

  private static final TextFiles TEXTS = TextFiles.of(Starvation.class);
  private static final Sentence PAINTED = TEXTS.sentence("painted", "before", "tours");
  private static final Sentence WAITED = TEXTS.told("waited", "painter", "time", "times");
  private static final Sentence INSIDE = TEXTS.told("inside", "most");

  private Starvation() {}

  public static Scenario scenario() {
    return Scenario.of("starvation", TEXTS)
        .topic(Topics.LIVENESS)
        .after("mutex-contention")
        .parameter(Parameter.integer("guides", 3, 2, 6))
        .parameter(Parameter.integer("tours", 20, 10, 50))
        .parameter(Parameter.millis("hold", 12, 5, 20))
        .variant(Variant.wrong("greedy", Greedy.class).showing("starvation"))
        .variant(Variant.right("fair", Fair.class))
        .asking(Question.number("passed", facts -> Optional.of(facts.count(passing(facts)))))
        .asking(Question.whether("between", Starvation::between))
        .telling(Starvation::tell)
        .build();
  }

  /**
   * @param before how many tours were over when the painter got in
   */
  static Outcome outcome(int before, int tours) {
    return new Outcome(
        "%d/%d".formatted(before, tours), 2 * before < tours, PAINTED.with(before, tours));
  }

  private static long painter(Facts facts, Kind kind) {
    return facts.by("painter", kind).mapToLong(Event::seq).findFirst().orElse(facts.last());
  }

  /** The tours that began while the painter waited. */
  private static Stream<Event> passing(Facts facts) {
    long from = painter(facts, Kind.LOCK_REQUEST);
    long to = painter(facts, Kind.LOCK_ACQUIRE);
    return facts.events(Kind.LOCK_ACQUIRE).filter(enter -> enter.seq() > from && enter.seq() < to);
  }

  /** The painter gets in, and a guide after that. */
  private static Optional<Integer> between(Facts facts) {
    List<Event> enters = facts.events(Kind.LOCK_ACQUIRE).toList();
    return facts
        .by("painter", Kind.LOCK_ACQUIRE)
        .findFirst()
        .filter(own -> enters.getLast().seq() > own.seq())
        .map(Facts::seq);
  }

  private static Stream<Said> tell(Facts facts) {
    Stream<Said> waited =
        facts
            .longest(
                facts.waits("room").stream()
                    .filter(wait -> facts.thread(wait.thread()).equals("painter"))
                    .toList())
            .stream()
            .map(
                wait ->
                    WAITED.at(
                        wait.request(),
                        facts.thread(wait.thread()),
                        facts.time(wait.to() - wait.from()),
                        passing(facts).count()));
    Answer most = facts.most(Kind.LOCK_ACQUIRE, Kind.LOCK_RELEASE);
    return Stream.concat(waited, Stream.of(INSIDE.at(most.seq(), most.value())));
  }
}
