package io.interleave.scenarios.trylock;

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

/** Waiting for a lock with an end to it: until called, or until patience is over. */
public final class TryLockScenario {

  private static final TextFiles TEXTS = TextFiles.of(TryLockScenario.class);
  private static final Sentence HOME = TEXTS.sentence("home", "home");
  private static final Sentence LEFT = TEXTS.told("left", "time");
  private static final Sentence BEFORE = TEXTS.told("before");
  private static final Sentence DEAF = TEXTS.told("deaf", "time");
  private static final Sentence GAVE_UP = TEXTS.told("gave-up", "times");

  private TryLockScenario() {}

  public static Scenario scenario() {
    return Scenario.of("try-lock", TEXTS)
        .topic(Topics.LOCKS_AND_MONITORS)
        .after("mutex-contention")
        .parameter(Parameter.millis("closing", 300, 1, 600))
        .parameter(Parameter.millis("patience", 40, 1, 200))
        .parameter(Parameter.integer("tries", 5, 1, 8))
        .small("tries", 2)
        .variant(Variant.wrong("lock", WaitForEver.class).showing("deadlock"))
        .variant(Variant.right("interruptible", Interruptible.class))
        .variant(Variant.right("try-lock", TryAndBackOff.class))
        .asking(
            Question.number(
                "fails", facts -> Optional.of(facts.count(facts.by("Bob", Kind.LOCK_FAIL)))))
        .asking(Question.whether("first", TryLockScenario::leftFirst))
        .telling(TryLockScenario::tell)
        .build();
  }

  static Outcome outcome(int home) {
    return new Outcome(String.valueOf(home), home == 2, HOME.with(home));
  }

  private static Optional<Event> end(Facts facts) {
    return facts.by("Bob", Kind.THREAD_END).findFirst();
  }

  /** Bob's end, if he left while the technician had the copier or had not come to it. */
  private static Optional<Integer> leftFirst(Facts facts) {
    long release =
        facts
            .by("technician", Kind.LOCK_RELEASE)
            .mapToLong(Event::seq)
            .findFirst()
            .orElse(Long.MAX_VALUE);
    return end(facts).filter(end -> end.seq() < release).map(Facts::seq);
  }

  private static Stream<Said> tell(Facts facts) {
    Optional<Event> call = facts.events(Kind.THREAD_INTERRUPT).findFirst();
    long called = call.map(Event::t).orElse(Long.MAX_VALUE);
    Stream<Said> bob =
        end(facts)
            .map(
                end ->
                    end.t() < called
                        ? BEFORE.at(end.seq())
                        : LEFT.at(end.seq(), facts.time(end.t() - called)))
            .or(() -> call.map(event -> DEAF.at(event.seq(), facts.time(facts.end() - event.t()))))
            .stream();
    long failed = facts.by("Bob", Kind.LOCK_FAIL).count();
    return Stream.concat(bob, Stream.of(GAVE_UP.at(0, failed)));
  }
}
