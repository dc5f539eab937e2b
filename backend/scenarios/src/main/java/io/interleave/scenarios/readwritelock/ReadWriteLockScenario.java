package io.interleave.scenarios.readwritelock;

import io.interleave.engine.analysis.state.Wait;
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

/** Those who only look need not keep each other away; whoever changes must be alone. */
public final class ReadWriteLockScenario {

  private static final TextFiles TEXTS = TextFiles.of(ReadWriteLockScenario.class);
  private static final Sentence FREE = TEXTS.sentence("free", "changes");
  private static final Sentence KEPT_OUT = TEXTS.sentence("kept-out", "changes", "times");
  private static final Sentence LOOKED = TEXTS.told("looked", "most");
  private static final Sentence WAITED = TEXTS.told("waited", "times", "time");
  private static final Sentence STANDS = TEXTS.told("stands", "thread");

  private ReadWriteLockScenario() {}

  public static Scenario scenario() {
    return Scenario.of("read-write-lock", TEXTS)
        .topic(Topics.LOCKS_AND_MONITORS)
        .after("mutex-contention", "try-lock")
        .parameter(Parameter.integer("travellers", 8, 2, 12))
        .parameter(Parameter.integer("clerks", 2, 1, 4))
        .parameter(Parameter.millis("look", 40, 0, 80))
        .small("travellers", 2)
        .small("clerks", 1)
        .variant(Variant.wrong("mutex", OneLock.class))
        .variant(Variant.right("read-write", TwoModes.class))
        .variant(Variant.wrong("upgrade", Upgrade.class).showing("deadlock"))
        .variant(Variant.right("downgrade", Downgrade.class))
        .asking(Question.number("looking", facts -> Optional.of(mostLooking(facts))))
        .asking(Question.whether("stands", Facts::standstill))
        .telling(ReadWriteLockScenario::tell)
        .build();
  }

  static Outcome outcome(int changes, int expected, int keptOut) {
    return new Outcome(
        "%d, %d".formatted(changes, keptOut),
        changes == expected && keptOut == 0,
        keptOut == 0 ? FREE.with(changes) : KEPT_OUT.with(changes, keptOut));
  }

  private static Answer mostLooking(Facts facts) {
    return facts.most(Kind.IO_BEGIN, Kind.IO_END);
  }

  private static Stream<Said> tell(Facts facts) {
    Answer most = mostLooking(facts);
    List<Wait> waits = waits(facts);
    Stream<Said> always =
        Stream.of(
            LOOKED.at(most.value().equals("0") ? 0 : most.seq(), most.value()),
            WAITED.at(0, waits.size(), facts.time(facts.total(waits))));
    Stream<Said> standing =
        waits.stream()
            .filter(wait -> wait.result() == 0)
            .filter(wait -> holds(facts, wait.thread()))
            .limit(2)
            .map(wait -> STANDS.at(wait.request(), facts.thread(wait.thread())));
    return Stream.concat(always, standing);
  }

  /** All but the tries that failed at once. */
  private static List<Wait> waits(Facts facts) {
    return facts.waits("board").stream()
        .filter(
            wait -> wait.result() == 0 || facts.trace().kind(wait.result()) == Kind.LOCK_ACQUIRE)
        .toList();
  }

  /** Whether a thread has a hold of the board in the end. */
  private static boolean holds(Facts facts, int thread) {
    int holds = 0;
    for (Event event : facts.on("board", Kind.LOCK_ACQUIRE, Kind.LOCK_RELEASE).toList()) {
      if (event.thread() == thread) {
        holds += event.kind() == Kind.LOCK_ACQUIRE ? 1 : -1;
      }
    }
    return holds > 0;
  }
}
