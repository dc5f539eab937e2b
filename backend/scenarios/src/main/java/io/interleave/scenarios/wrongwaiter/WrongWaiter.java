package io.interleave.scenarios.wrongwaiter;

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
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A signal wakes one waiter, whatever that one waits for. */
public final class WrongWaiter {

  private static final TextFiles TEXTS = TextFiles.of(WrongWaiter.class);
  private static final Sentence SERVED = TEXTS.sentence("served", "served", "guests");
  private static final Sentence WAKES = TEXTS.told("wakes", "times", "vain");
  private static final Sentence WRONG = TEXTS.told("wrong", "guest", "drink");
  private static final Sentence STANDS = TEXTS.told("stands", "guest", "drink");

  private WrongWaiter() {}

  public static Scenario scenario() {
    return Scenario.of("wrong-waiter", TEXTS)
        .topic(Topics.CONDITIONS_AND_SIGNALS)
        .after("if-instead-of-while")
        .parameter(Parameter.integer("drinks", 3, 2, 4))
        .parameter(Parameter.millis("gap", 30, 0, 100))
        .small("drinks", 2)
        .variant(Variant.wrong("signal", CallOne.class).showing("deadlock"))
        .variant(Variant.right("signal-all", CallAll.class))
        .variant(Variant.right("conditions", BellForEach.class))
        .asking(Question.whether("stands", Facts::standstill))
        .asking(Question.number("vain", facts -> Optional.of(facts.count(inVain(facts).stream()))))
        .telling(WrongWaiter::tell)
        .build();
  }

  static Outcome outcome(int served, int guests) {
    return new Outcome(
        "%d/%d".formatted(served, guests), served == guests, SERVED.with(served, guests));
  }

  /** The looks of guests who were woken and did not find their drink. */
  private static List<Event> inVain(Facts facts) {
    return facts
        .events(Kind.CONDITION_WAKE)
        .flatMap(
            wake ->
                facts
                    .by(facts.thread(wake), Kind.VAR_READ)
                    .filter(look -> look.seq() > wake.seq())
                    .limit(1))
        .filter(look -> look.value() == 0)
        .toList();
  }

  private static Stream<Said> tell(Facts facts) {
    List<Event> inVain = inVain(facts);
    long wakes = facts.events(Kind.CONDITION_WAKE).count();
    Stream<Said> first =
        inVain.stream()
            .limit(1)
            .map(look -> WRONG.at(look.seq(), facts.thread(look), facts.object(look.object())));
    Stream<Said> standing =
        OpenWaits.forEver(facts.trace()).values().stream()
            .map(facts.trace()::get)
            .filter(wait -> wait.kind() == Kind.CONDITION_WAIT)
            .limit(1)
            .flatMap(wait -> stands(facts, wait));
    return Stream.of(Stream.of(WAKES.at(0, wakes, inVain.size())), first, standing)
        .flatMap(each -> each);
  }

  /** A guest's last look says what the guest still waits for. */
  private static Stream<Said> stands(Facts facts, Event wait) {
    return facts.by(facts.thread(wait), Kind.VAR_READ).reduce((_, later) -> later).stream()
        .map(look -> STANDS.at(wait.seq(), facts.thread(wait), facts.object(look.object())));
  }
}
