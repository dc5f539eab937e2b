package io.interleave.scenarios.ifinsteadofwhile;

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
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Between the signal and the waking, somebody else may have taken what it was about. */
public final class IfInsteadOfWhile {

  private static final TextFiles TEXTS = TextFiles.of(IfInsteadOfWhile.class);
  private static final Sentence LOWEST = TEXTS.sentence("lowest", "rides", "lowest");
  private static final Sentence STOLEN = TEXTS.told("stolen", "rider", "signaller", "thief");
  private static final Sentence WENT_ON = TEXTS.told("went-on", "rider", "bikes");
  private static final Sentence WAKES = TEXTS.told("wakes", "times", "vain");

  private IfInsteadOfWhile() {}

  public static Scenario scenario() {
    return Scenario.of("if-instead-of-while", TEXTS)
        .topic(Topics.CONDITIONS_AND_SIGNALS)
        .after("condition-handoff")
        .parameter(Parameter.integer("riders", 3, 2, 6))
        .parameter(Parameter.integer("rides", 3, 1, 5))
        .parameter(Parameter.millis("ride", 30, 0, 60))
        .small("riders", 2)
        .small("rides", 2)
        .variant(Variant.wrong("if", AskOnce.class))
        .variant(Variant.right("while", AskAgain.class))
        .asking(Question.number("lowest", facts -> Optional.of(lowest(facts))))
        .asking(
            Question.whether("stolen", facts -> stolen(facts).stream().map(Facts::seq).findFirst()))
        .telling(IfInsteadOfWhile::tell)
        .build();
  }

  static Outcome outcome(int lowest, int rides) {
    return new Outcome(String.valueOf(lowest), lowest >= 0, LOWEST.with(rides, lowest));
  }

  private static Answer lowest(Facts facts) {
    return facts
        .on("bikes", Kind.VAR_WRITE)
        .min(Comparator.comparingLong(Event::value))
        .map(write -> new Answer(Long.toString(write.value()), (int) write.seq()))
        .orElseGet(() -> new Answer("1", facts.last()));
  }

  /** The looks of those who were woken and found no bike. */
  private static List<Event> stolen(Facts facts) {
    return facts
        .events(Kind.CONDITION_WAKE)
        .flatMap(wake -> next(facts, wake, Kind.VAR_READ).stream())
        .filter(look -> look.value() < 1)
        .toList();
  }

  /** What a thread did with the bikes next. */
  private static Optional<Event> next(Facts facts, Event after, Kind kind) {
    return facts
        .on("bikes", kind)
        .filter(event -> event.seq() > after.seq() && event.thread() == after.thread())
        .findFirst();
  }

  private static Stream<Said> tell(Facts facts) {
    List<Event> stolen = stolen(facts);
    long wakes = facts.events(Kind.CONDITION_WAKE).count();
    Stream<Said> summary = Stream.of(WAKES.at(0, wakes, stolen.size()));
    Stream<Said> first = stolen.stream().limit(1).flatMap(look -> theft(facts, look));
    Stream<Said> wentOn =
        facts
            .on("bikes", Kind.VAR_WRITE)
            .filter(write -> write.value() < 0)
            .limit(1)
            .map(write -> WENT_ON.at(write.seq(), facts.thread(write), write.value()));
    return Stream.of(summary, first, wentOn).flatMap(each -> each);
  }

  /** Who took the bike that a rider was called for. */
  private static Stream<Said> theft(Facts facts, Event look) {
    Optional<Event> wake =
        facts
            .by(facts.thread(look), Kind.CONDITION_WAKE)
            .filter(event -> event.seq() < look.seq() && event.cause() != 0)
            .reduce((_, later) -> later);
    if (wake.isEmpty() || look.cause() == 0) {
      return Stream.of();
    }
    Event signal = facts.trace().get((int) wake.get().cause());
    Event taking = facts.trace().get((int) look.cause());
    return Stream.of(
        STOLEN.at(look.seq(), facts.thread(look), facts.thread(signal), facts.thread(taking)));
  }
}
