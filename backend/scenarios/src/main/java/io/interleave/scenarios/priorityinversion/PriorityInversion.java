package io.interleave.scenarios.priorityinversion;

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

/** The most urgent thread waits for the least urgent one, which others keep from running. */
public final class PriorityInversion {

  private static final TextFiles TEXTS = TextFiles.of(PriorityInversion.class);
  private static final Sentence FIRST = TEXTS.sentence("first", "messages");
  private static final Sentence BEHIND = TEXTS.sentence("behind", "overtaken", "messages");
  private static final Sentence WAITED = TEXTS.told("waited", "time", "messages");
  private static final Sentence AT_ONCE = TEXTS.told("at-once");

  private PriorityInversion() {}

  public static Scenario scenario() {
    return Scenario.of("priority-inversion", TEXTS)
        .topic(Topics.LIVENESS)
        .after("mutex-contention")
        .controlledOnly()
        .parameter(Parameter.integer("readings", 3, 1, 10))
        .parameter(Parameter.integer("messages", 6, 1, 20))
        .small("readings", 1)
        .small("messages", 2)
        .variant(Variant.wrong("off", OrdinaryLock.class))
        .variant(Variant.right("on", InheritingLock.class))
        .asking(
            Question.number(
                "messages", facts -> Optional.of(facts.count(meanwhile(facts).stream()))))
        .asking(
            Question.choice(
                "first",
                List.of("weather", "radio", "pilot"),
                facts ->
                    facts
                        .events(Kind.THREAD_END)
                        .filter(end -> end.thread() != 1)
                        .findFirst()
                        .map(end -> new Answer(facts.thread(end), (int) end.seq()))))
        .telling(PriorityInversion::tell)
        .build();
  }

  static Outcome outcome(int overtaken, int messages) {
    return new Outcome(
        String.valueOf(overtaken),
        overtaken == 0,
        overtaken == 0 ? FIRST.with(messages) : BEHIND.with(overtaken, messages));
  }

  /** The messages that were sent between the pilot's asking for the bus and its getting it. */
  private static List<Event> meanwhile(Facts facts) {
    long from = seq(facts, Kind.LOCK_REQUEST);
    long to = seq(facts, Kind.LOCK_ACQUIRE);
    return facts
        .on("messages sent", Kind.VAR_UPDATE)
        .filter(sent -> sent.seq() > from && sent.seq() < to)
        .toList();
  }

  private static long seq(Facts facts, Kind kind) {
    return facts.by("pilot", kind).mapToLong(Event::seq).findFirst().orElse(0);
  }

  private static Stream<Said> tell(Facts facts) {
    return Stream.of(
        facts.waits("bus").stream()
            .findFirst()
            .map(
                wait ->
                    WAITED.at(
                        wait.request(),
                        facts.time(wait.to() - wait.from()),
                        meanwhile(facts).size()))
            .orElseGet(() -> AT_ONCE.at(0)));
  }
}
