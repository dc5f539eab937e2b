package io.interleave.scenarios.deadlock;

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

/** Two locks in opposite order close a circle of waiting. */
public final class Deadlock {

  private static final TextFiles TEXTS = TextFiles.of(Deadlock.class);
  private static final Sentence COPIES = TEXTS.sentence("copies", "made", "expected");
  private static final Sentence ATTEMPTS =
      TEXTS.sentence("attempts", "made", "expected", "attempts");
  private static final Sentence STANDS = TEXTS.told("stands", "thread", "lock");
  private static final Sentence GAVE_UP = TEXTS.told("gave-up", "times");
  private static final Sentence COPIED = TEXTS.told("copied", "copies");

  private Deadlock() {}

  public static Scenario scenario() {
    return Scenario.of("deadlock", TEXTS)
        .topic(Topics.LIVENESS)
        .after("mutex-contention")
        .parameter(Parameter.millis("gap", 60, 0, 200))
        .parameter(Parameter.integer("copies", 3, 1, 5))
        .parameter(Parameter.millis("patience", 40, 1, 200))
        .small("copies", 1)
        .variant(
            Variant.wrong("opposite-order", OppositeOrder.class)
                .withPython("opposite_order.py")
                .showing("deadlock", "lock-order-inversion"))
        .variant(Variant.right("global-order", GlobalOrder.class).withPython("global_order.py"))
        .variant(Variant.right("try-lock", TryLock.class).withPython("try_lock.py"))
        .asking(Question.whether("stands", Facts::standstill))
        .asking(
            Question.number(
                "copies", facts -> Optional.of(facts.count(facts.events(Kind.WORK_END)))))
        .telling(Deadlock::tell)
        .build();
  }

  static Outcome outcome(int made, int expected) {
    return new Outcome(String.valueOf(made), made == expected, COPIES.with(made, expected));
  }

  static Outcome outcome(int made, int expected, int attempts) {
    return new Outcome(
        String.valueOf(made), made == expected, ATTEMPTS.with(made, expected, attempts));
  }

  private static Stream<Said> tell(Facts facts) {
    Stream<Said> standing =
        facts.waits().stream()
            .filter(wait -> wait.result() == 0)
            .map(
                wait ->
                    STANDS.at(
                        wait.request(), facts.thread(wait.thread()), facts.object(wait.object())));
    long failed = facts.events(Kind.LOCK_FAIL).count();
    Stream<Said> attempts = failed == 0 ? Stream.of() : Stream.of(GAVE_UP.at(0, failed));
    Said copied = COPIED.at(0, facts.events(Kind.WORK_END).count());
    return Stream.of(standing, attempts, Stream.of(copied)).flatMap(each -> each);
  }
}
