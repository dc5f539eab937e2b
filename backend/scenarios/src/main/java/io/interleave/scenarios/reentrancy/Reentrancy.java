package io.interleave.scenarios.reentrancy;

import io.interleave.engine.analysis.state.Wait;
import io.interleave.engine.event.Event;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.LockValue;
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
import java.util.Optional;
import java.util.stream.Stream;

/** A reentrant lock counts how often its holder took it; a plain one makes its holder wait. */
public final class Reentrancy {

  private static final TextFiles TEXTS = TextFiles.of(Reentrancy.class);
  private static final Sentence COUNTED = TEXTS.sentence("counted", "counted", "boxes");
  private static final Sentence HELD = TEXTS.told("held", "thread", "times");
  private static final Sentence OWN = TEXTS.told("own", "thread", "lock");
  private static final Sentence BEHIND = TEXTS.told("behind", "thread", "lock", "holder");

  private Reentrancy() {}

  public static Scenario scenario() {
    return Scenario.of("reentrancy", TEXTS)
        .topic(Topics.LOCKS_AND_MONITORS)
        .after("mutex-contention")
        .parameter(Parameter.integer("depth", 3, 1, 6))
        .parameter(Parameter.millis("look", 25, 0, 50))
        .small("depth", 2)
        .variant(
            Variant.wrong("plain", PlainLock.class).withPython("plain_lock.py").showing("deadlock"))
        .variant(Variant.right("reentrant", CountingLock.class).withPython("counting_lock.py"))
        .variant(Variant.right("once", LockOnce.class).withPython("lock_once.py"))
        .asking(
            Question.number(
                "holds",
                facts ->
                    deepest(facts)
                        .map(event -> new Answer(Integer.toString(holds(event)), Facts.seq(event)))
                        .or(() -> Optional.of(new Answer("0", facts.last())))))
        .asking(Question.whether("stands", Facts::standstill))
        .telling(Reentrancy::tell)
        .build();
  }

  static Outcome outcome(int counted, int boxes) {
    return new Outcome(String.valueOf(counted), counted == boxes, COUNTED.with(counted, boxes));
  }

  private static int holds(Event acquire) {
    return LockValue.unpack(acquire.value()).holds();
  }

  /** The first acquire with the most holds. */
  private static Optional<Event> deepest(Facts facts) {
    return facts.events(Kind.LOCK_ACQUIRE).max(Comparator.comparingInt(Reentrancy::holds));
  }

  private static Stream<Said> tell(Facts facts) {
    Stream<Said> held =
        deepest(facts).stream()
            .map(event -> HELD.at(event.seq(), facts.thread(event), holds(event)));
    Stream<Said> standing =
        facts.waits("archive key").stream()
            .filter(wait -> wait.result() == 0)
            .map(wait -> standing(facts, wait));
    return Stream.concat(held, standing);
  }

  private static Said standing(Facts facts, Wait wait) {
    Event taken =
        facts.on("archive key", Kind.LOCK_ACQUIRE).reduce((_, later) -> later).orElseThrow();
    String thread = facts.thread(wait.thread());
    return taken.thread() == wait.thread()
        ? OWN.at(wait.request(), thread, facts.object(wait.object()))
        : BEHIND.at(wait.request(), thread, facts.object(wait.object()), facts.thread(taken));
  }
}
