package io.interleave.scenarios.eventgate;

import io.interleave.engine.analysis.state.OpenWaits;
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
import java.util.Optional;
import java.util.stream.Stream;

/** A gate that opens once for everybody who waits, and for those who are yet to come. */
public final class EventGate {

  private static final TextFiles TEXTS = TextFiles.of(EventGate.class);
  private static final Sentence ENTERED = TEXTS.sentence("entered", "inside", "visitors", "early");
  private static final Sentence OPENED = TEXTS.told("opened", "keeper", "time", "waiting");
  private static final Sentence EARLY = TEXTS.told("early", "visitor", "time");
  private static final Sentence STANDS = TEXTS.told("stands", "visitor");
  private static final Sentence INSIDE = TEXTS.told("inside", "times");

  private EventGate() {}

  public static Scenario scenario() {
    return Scenario.of("event-gate", TEXTS)
        .topic(Topics.CONDITIONS_AND_SIGNALS)
        .after("lost-signal")
        .parameter(Parameter.integer("visitors", 4, 1, 8))
        .parameter(Parameter.millis("walk", 40, 0, 100))
        .parameter(Parameter.millis("guess", 50, 0, 300))
        .parameter(Parameter.millis("delay", 140, 0, 400))
        .small("visitors", 2)
        .variant(Variant.wrong("sleep", GuessTheTime.class).withPython("guess_the_time.py"))
        .variant(Variant.wrong("auto-reset", OneAtATime.class).showing("deadlock"))
        .variant(
            Variant.wrong("set-and-clear", OpenAndShut.class)
                .withPython("open_and_shut.py")
                .showing("deadlock", "lost-signal"))
        .variant(Variant.right("event", StayOpen.class).withPython("stay_open.py"))
        .asking(Question.number("inside", facts -> Optional.of(facts.count(entries(facts)))))
        .asking(Question.whether("early", facts -> early(facts).map(Facts::seq).findFirst()))
        .telling(EventGate::tell)
        .build();
  }

  static Outcome outcome(int inside, int early, int visitors) {
    return new Outcome(
        "%d/%d, %d".formatted(inside, visitors, early),
        inside == visitors && early == 0,
        ENTERED.with(inside, visitors, early));
  }

  /** Each visitor looks once whether it is open, stepping in. */
  private static Stream<Event> entries(Facts facts) {
    return facts.on("open", Kind.VAR_READ);
  }

  private static Stream<Event> early(Facts facts) {
    return entries(facts).filter(look -> look.value() == 0);
  }

  private static Stream<Said> tell(Facts facts) {
    Stream<Said> opened =
        facts
            .events(Kind.EVENT_SET)
            .map(set -> OPENED.at(set.seq(), facts.thread(set), facts.time(set.t()), set.value()));
    Stream<Said> early =
        early(facts)
            .limit(2)
            .map(look -> EARLY.at(look.seq(), facts.thread(look), facts.time(look.t())));
    Stream<Said> standing =
        OpenWaits.forEver(facts.trace()).values().stream()
            .map(facts.trace()::get)
            .filter(wait -> wait.kind() == Kind.EVENT_WAIT)
            .limit(2)
            .map(wait -> STANDS.at(wait.seq(), facts.thread(wait)));
    Stream<Said> inside = Stream.of(INSIDE.at(0, entries(facts).count()));
    return Stream.of(opened, early, standing, inside).flatMap(each -> each);
  }
}
