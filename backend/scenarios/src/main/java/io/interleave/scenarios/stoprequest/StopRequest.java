package io.interleave.scenarios.stoprequest;

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

/** A thread cannot be stopped from outside: it has to be asked, to be awake, and to agree. */
public final class StopRequest {

  private static final TextFiles TEXTS = TextFiles.of(StopRequest.class);
  private static final Sentence WENT_HOME = TEXTS.sentence("went-home", "rooms");
  private static final Sentence STILL_THERE = TEXTS.sentence("still-there", "rooms");
  private static final Sentence ENDED = TEXTS.told("ended", "time");
  private static final Sentence WENT_ON = TEXTS.told("went-on");
  private static final Sentence WOKEN = TEXTS.told("woken");

  private StopRequest() {}

  public static Scenario scenario() {
    return Scenario.of("stop-request", TEXTS)
        .topic(Topics.THREADS_AND_RACES)
        .after("thread-lifecycle")
        .parameter(Parameter.millis("hold", 120, 0, 400))
        .parameter(Parameter.millis("nap", 900, 10, 1500))
        .parameter(Parameter.millis("patience", 400, 300, 800))
        .variant(Variant.wrong("swallowed", Swallowed.class))
        .variant(Variant.wrong("flag", FlagAlone.class).withPython("flag_alone.py"))
        .variant(Variant.right("both", FlagAndInterrupt.class).withPython("flag_and_wake_up.py"))
        .asking(Question.whether("ends", facts -> end(facts).map(Facts::seq)))
        .asking(
            Question.number(
                "rooms",
                facts ->
                    facts.lastValue("rooms").or(() -> Optional.of(new Answer("0", facts.last())))))
        .telling(StopRequest::tell)
        .build();
  }

  static Outcome outcome(boolean ended, int rooms) {
    return new Outcome(
        String.valueOf(rooms), ended, ended ? WENT_HOME.with(rooms) : STILL_THERE.with(rooms));
  }

  /** The end of the sweeper, if it came in time. */
  private static Optional<Event> end(Facts facts) {
    return facts
        .events(Kind.THREAD_JOIN)
        .findFirst()
        .flatMap(_ -> facts.by("sweeper", Kind.THREAD_END).findFirst());
  }

  /** What main did to stop it, the last of it. */
  private static Optional<Event> request(Facts facts) {
    return facts.by("main", Kind.THREAD_INTERRUPT, Kind.VAR_WRITE).reduce((_, later) -> later);
  }

  private static Stream<Said> tell(Facts facts) {
    Stream<Said> woken =
        facts
            .by("sweeper", Kind.THREAD_WAKE)
            .filter(wake -> wake.cause() != 0)
            .limit(1)
            .map(wake -> WOKEN.at((int) wake.seq()));
    Said after =
        end(facts)
            .flatMap(
                end ->
                    request(facts)
                        .map(
                            asked ->
                                ENDED.at(
                                    (int) end.seq(), facts.time(Math.max(0, end.t() - asked.t())))))
            .orElseGet(() -> WENT_ON.at(0));
    return Stream.concat(woken, Stream.of(after));
  }
}
