package io.interleave.scenarios.nestedmonitor;

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

/** Waiting gives back the lock of the condition, and no other. */
public final class NestedMonitor {

  private static final TextFiles TEXTS = TextFiles.of(NestedMonitor.class);
  private static final Sentence TAKEN = TEXTS.sentence("taken", "taken");
  private static final Sentence HELD = TEXTS.told("held", "clerk", "time", "locks");
  private static final Sentence SHUT = TEXTS.told("shut", "thread", "lock");
  private static final Sentence WOKEN = TEXTS.told("woken", "clerk", "supplier");
  private static final Sentence AT_ONCE = TEXTS.told("at-once");

  private NestedMonitor() {}

  public static Scenario scenario() {
    return Scenario.of("nested-monitor", TEXTS)
        .topic(Topics.CONDITIONS_AND_SIGNALS)
        .after("condition-handoff")
        .parameter(Parameter.integer("doors", 1, 1, 3))
        .parameter(Parameter.millis("delivery", 60, 0, 200))
        .small("doors", 1)
        .variant(Variant.wrong("nested", Nested.class).showing("deadlock"))
        .variant(Variant.right("flat", Flat.class))
        .asking(Question.whether("stands", Facts::standstill))
        .asking(Question.number("held", facts -> Optional.of(held(facts))))
        .telling(NestedMonitor::tell)
        .build();
  }

  static Outcome outcome(int taken) {
    return new Outcome(String.valueOf(taken), taken == 1, TAKEN.with(taken));
  }

  private static Stream<Event> clerkWaits(Facts facts) {
    return facts.by("clerk", Kind.CONDITION_WAIT);
  }

  /** How many locks the clerk still has after giving back that of the condition. */
  private static Answer held(Facts facts) {
    return clerkWaits(facts)
        .findFirst()
        .map(
            wait -> {
              long held =
                  count(facts, wait, Kind.LOCK_ACQUIRE) - count(facts, wait, Kind.LOCK_RELEASE) - 1;
              return new Answer(Long.toString(held), Facts.seq(wait));
            })
        .orElseGet(() -> new Answer("0", facts.last()));
  }

  private static long count(Facts facts, Event before, Kind kind) {
    return facts.by("clerk", kind).filter(event -> event.seq() < before.seq()).count();
  }

  private static Stream<Said> tell(Facts facts) {
    Stream<Said> held =
        clerkWaits(facts)
            .limit(1)
            .map(
                wait ->
                    HELD.at(
                        wait.seq(), facts.thread(wait), facts.time(wait.t()), held(facts).value()));
    Stream<Said> shut =
        facts
            .by("supplier")
            .reduce((_, later) -> later)
            .filter(last -> last.kind() == Kind.LOCK_REQUEST)
            .stream()
            .map(last -> SHUT.at(last.seq(), facts.thread(last), facts.object(last.object())));
    Stream<Said> woken =
        facts
            .by("clerk", Kind.CONDITION_WAKE)
            .filter(wake -> wake.cause() != 0)
            .limit(1)
            .map(wake -> woken(facts, wake));
    Stream<Said> atOnce =
        clerkWaits(facts).findFirst().isPresent() ? Stream.of() : Stream.of(AT_ONCE.at(0));
    return Stream.of(held, shut, woken, atOnce).flatMap(each -> each);
  }

  private static Said woken(Facts facts, Event wake) {
    Event signal = facts.trace().get((int) wake.cause());
    return WOKEN.at(wake.seq(), facts.thread(wake), facts.thread(signal));
  }
}
