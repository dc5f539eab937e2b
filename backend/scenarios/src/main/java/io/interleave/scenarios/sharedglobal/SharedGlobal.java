package io.interleave.scenarios.sharedglobal;

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

/** A global variable is one variable, however many threads think it theirs. */
public final class SharedGlobal {

  private static final TextFiles TEXTS = TextFiles.of(SharedGlobal.class);
  private static final Sentence OWN = TEXTS.sentence("own", "jobs");
  private static final Sentence MISTAKEN = TEXTS.sentence("mistaken", "jobs", "mistaken");
  private static final Sentence SAW = TEXTS.told("saw", "worker", "time", "other");
  private static final Sentence SIGNED = TEXTS.told("signed", "mistaken", "jobs");

  private SharedGlobal() {}

  public static Scenario scenario() {
    return Scenario.of("shared-global", TEXTS)
        .topic(Topics.THREADS_AND_RACES)
        .after("thread-lifecycle")
        .parameter(Parameter.integer("jobs", 20, 2, 60))
        .parameter(Parameter.integer("workers", 10, 2, 20))
        .parameter(Parameter.millis("work", 30, 0, 80))
        .variant(
            Variant.wrong("shared", OneIdForAll.class)
                .withPython("one_id_for_all.py")
                .showing("data-race"))
        .variant(Variant.right("own", IdOfItsOwn.class).withPython("id_of_its_own.py"))
        .asking(Question.number("mistaken", facts -> Optional.of(facts.count(mistaken(facts)))))
        .asking(
            Question.choice(
                "first",
                List.of("yes", "no"),
                facts ->
                    facts
                        .events(Kind.VAR_READ)
                        .findFirst()
                        .map(read -> new Answer(own(facts, read) ? "yes" : "no", Facts.seq(read)))))
        .telling(SharedGlobal::tell)
        .build();
  }

  static Outcome outcome(int mistaken, int jobs) {
    return new Outcome(
        String.valueOf(mistaken),
        mistaken == 0,
        mistaken == 0 ? OWN.with(jobs) : MISTAKEN.with(jobs, mistaken));
  }

  private static String worker(long number) {
    return "worker " + number;
  }

  /** Whether a worker read its own number. */
  private static boolean own(Facts facts, Event read) {
    return facts.thread(read).equals(worker(read.value()));
  }

  private static Stream<Event> mistaken(Facts facts) {
    return facts.events(Kind.VAR_READ).filter(read -> !own(facts, read));
  }

  private static Stream<Said> tell(Facts facts) {
    Stream<Said> saw =
        mistaken(facts)
            .limit(1)
            .flatMap(
                read ->
                    facts
                        .by(facts.thread(read), Kind.VAR_WRITE)
                        .filter(write -> write.seq() < read.seq())
                        .reduce((_, later) -> later)
                        .map(
                            write ->
                                SAW.at(
                                    read.seq(),
                                    facts.thread(read),
                                    facts.time(read.t() - write.t()),
                                    worker(read.value())))
                        .stream());
    Said signed = SIGNED.at(0, mistaken(facts).count(), facts.events(Kind.VAR_READ).count());
    return Stream.concat(saw, Stream.of(signed));
  }
}
