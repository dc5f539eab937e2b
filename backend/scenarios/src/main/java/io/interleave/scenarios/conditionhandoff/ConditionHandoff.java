package io.interleave.scenarios.conditionhandoff;

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

/** Waiting on a condition gives the lock back, and being woken takes it again. */
public final class ConditionHandoff {

  private static final TextFiles TEXTS = TextFiles.of(ConditionHandoff.class);
  private static final Sentence SOLD = TEXTS.sentence("sold", "sold", "customers", "vain");
  private static final Sentence VAIN = TEXTS.told("vain", "times");
  private static final Sentence WOKEN = TEXTS.told("woken", "customer", "baker", "time");
  private static final Sentence LEFT = TEXTS.told("left", "customer");

  private ConditionHandoff() {}

  public static Scenario scenario() {
    return Scenario.of("condition-handoff", TEXTS)
        .topic(Topics.CONDITIONS_AND_SIGNALS)
        .after("mutex-contention")
        .parameter(Parameter.integer("customers", 3, 1, 8))
        .parameter(Parameter.millis("bake", 60, 0, 150))
        .parameter(Parameter.integer("patience", 100, 2, 200))
        .small("customers", 2)
        .small("patience", 2)
        .variant(Variant.wrong("busy-wait", LookAgain.class).withPython("look_again.py"))
        .variant(Variant.right("condition", WaitToBeTold.class).withPython("wait_to_be_told.py"))
        .asking(Question.number("vain", facts -> Optional.of(facts.count(vain(facts)))))
        .asking(Question.whether("free", facts -> bakerCameBy(facts).map(Facts::seq)))
        .telling(ConditionHandoff::tell)
        .build();
  }

  /**
   * The goal allows as many looks in vain as there are customers: each may come too early, or be
   * called for a loaf that somebody else takes, who then did not come too early.
   */
  static Outcome outcome(int sold, int vain, int customers) {
    return new Outcome(
        "%d/%d, %d".formatted(sold, customers, vain),
        sold == customers && vain <= customers,
        SOLD.with(sold, customers, vain));
  }

  private static boolean isCustomer(Facts facts, Event event) {
    return facts.thread(event).startsWith("customer");
  }

  /** A customer's looks at an empty shelf. */
  private static Stream<Event> vain(Facts facts) {
    return facts
        .on("loaves", Kind.VAR_READ)
        .filter(read -> read.value() == 0 && isCustomer(facts, read));
  }

  /** The baker takes the lock while somebody waits on its condition. */
  private static Optional<Event> bakerCameBy(Facts facts) {
    return facts
        .on("fresh bread", Kind.CONDITION_SIGNAL)
        .filter(signal -> signal.value() > 0)
        .findFirst();
  }

  private static Stream<Said> tell(Facts facts) {
    Stream<Said> vain = Stream.of(VAIN.at(0, vain(facts).count()));
    Stream<Said> woken =
        facts
            .events(Kind.CONDITION_WAKE)
            .filter(wake -> wake.cause() != 0)
            .limit(1)
            .map(wake -> woken(facts, wake, facts.trace().get((int) wake.cause())));
    Stream<Said> left =
        facts.started().stream()
            .filter(thread -> thread.name().startsWith("customer"))
            .filter(thread -> facts.by(thread.name(), Kind.VAR_WRITE).findFirst().isEmpty())
            .limit(2)
            .map(thread -> LEFT.at(0, thread.name()));
    return Stream.of(vain, woken, left).flatMap(each -> each);
  }

  private static Said woken(Facts facts, Event wake, Event signal) {
    return WOKEN.at(
        wake.seq(),
        facts.thread(wake),
        facts.thread(signal),
        facts.time(Math.max(0, wake.t() - signal.t())));
  }
}
