package io.interleave.scenarios.lostsignal;

import io.interleave.engine.analysis.state.OpenWaits;
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
import java.util.Optional;
import java.util.stream.Stream;

/** A condition remembers nothing: who comes after the signal waits for the next. */
public final class LostSignal {

  private static final TextFiles TEXTS = TextFiles.of(LostSignal.class);
  private static final Sentence FETCHED = TEXTS.sentence("fetched", "fetched", "neighbours");
  private static final Sentence RANG = TEXTS.told("rang", "courier", "time", "waiting");
  private static final Sentence STANDS = TEXTS.told("stands", "neighbour", "time");
  private static final Sentence TOOK = TEXTS.told("took", "times");

  private LostSignal() {}

  public static Scenario scenario() {
    return Scenario.of("lost-signal", TEXTS)
        .topic(Topics.CONDITIONS_AND_SIGNALS)
        .after("condition-handoff")
        .parameter(Parameter.integer("neighbours", 2, 1, 5))
        .parameter(Parameter.millis("shower", 90, 0, 200))
        .parameter(Parameter.millis("ride", 40, 0, 200))
        .small("neighbours", 1)
        .variant(Variant.wrong("bare-wait", WaitForBell.class).showing("deadlock", "lost-signal"))
        .variant(Variant.right("predicate-loop", LookFirst.class))
        .asking(Question.whether("stands", Facts::standstill))
        .asking(Question.number("waiting", LostSignal::waiting))
        .telling(LostSignal::tell)
        .build();
  }

  static Outcome outcome(int fetched, int neighbours) {
    return new Outcome(
        "%d/%d".formatted(fetched, neighbours),
        fetched == neighbours,
        FETCHED.with(fetched, neighbours));
  }

  private static Optional<Event> ring(Facts facts) {
    return facts.on("bell", Kind.CONDITION_SIGNAL_ALL).findFirst();
  }

  /** How many were waiting when the bell rang. */
  private static Optional<Answer> waiting(Facts facts) {
    return ring(facts).map(ring -> new Answer(Long.toString(ring.value()), Facts.seq(ring)));
  }

  private static Stream<Said> tell(Facts facts) {
    Stream<Said> rang =
        ring(facts).stream()
            .map(
                ring ->
                    RANG.at(ring.seq(), facts.thread(ring), facts.time(ring.t()), ring.value()));
    Stream<Said> standing =
        OpenWaits.forEver(facts.trace()).values().stream()
            .map(facts.trace()::get)
            .filter(wait -> wait.kind() == Kind.CONDITION_WAIT)
            .limit(2)
            .map(wait -> STANDS.at(wait.seq(), facts.thread(wait), facts.time(wait.t())));
    long took =
        facts
            .on("parcels", Kind.VAR_WRITE)
            .filter(write -> !facts.thread(write).equals("courier"))
            .count();
    return Stream.of(rang, standing, Stream.of(TOOK.at(0, took))).flatMap(each -> each);
  }
}
