package io.interleave.scenarios.monitor;

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
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A monitor is a class with one lock: whichever method a thread calls, it is alone inside. */
public final class TillMonitor {

  private static final TextFiles TEXTS = TextFiles.of(TillMonitor.class);
  private static final Sentence BALANCED = TEXTS.sentence("balanced", "coins", "slips", "expected");
  private static final Sentence AGAIN = TEXTS.told("again", "thread", "times");
  private static final Sentence WAITED = TEXTS.told("waited", "times", "time");
  private static final Sentence OPEN = TEXTS.told("open");

  private TillMonitor() {}

  public static Scenario scenario() {
    return Scenario.of("monitor", TEXTS)
        .topic(Topics.LOCKS_AND_MONITORS)
        .after("reentrancy")
        .parameter(Parameter.integer("tasks", 6, 1, 10))
        .parameter(Parameter.millis("hold", 12, 0, 30))
        .small("tasks", 1)
        .variant(
            Variant.wrong("none", NoLock.class)
                .withPython("no_lock.py")
                .showing("data-race", "lost-update"))
        .variant(
            Variant.wrong("half", HalfLocked.class)
                .withPython("half_locked.py")
                .showing("data-race", "lost-update"))
        .variant(Variant.right("monitor", EveryMethod.class).withPython("every_method.py"))
        .asking(
            Question.number(
                "slips",
                facts ->
                    facts.lastValue("slips").or(() -> Optional.of(new Answer("0", facts.last())))))
        .asking(Question.whether("waits", facts -> facts.first(facts.waits("till"))))
        .telling(TillMonitor::tell)
        .build();
  }

  static Outcome outcome(int coins, int slips, int tasks) {
    return new Outcome(
        "%d, %d".formatted(coins, slips),
        coins == tasks && slips == 2 * tasks,
        BALANCED.with(coins, slips, 2 * tasks));
  }

  private static Stream<Said> tell(Facts facts) {
    List<Event> entered = facts.on("till", Kind.LOCK_ACQUIRE).toList();
    if (entered.isEmpty()) {
      return Stream.of(OPEN.at(0));
    }
    List<Event> again =
        entered.stream().filter(event -> LockValue.unpack(event.value()).holds() == 2).toList();
    Stream<Said> inside =
        again.stream()
            .limit(1)
            .map(event -> AGAIN.at(event.seq(), facts.thread(event), again.size()));
    List<Wait> waits = facts.waits("till");
    return Stream.concat(
        inside, Stream.of(WAITED.at(0, waits.size(), facts.time(facts.total(waits)))));
  }
}
