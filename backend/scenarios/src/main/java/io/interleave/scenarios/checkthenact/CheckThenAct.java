package io.interleave.scenarios.checkthenact;

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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What a look has found out may be true no more when it is acted on. */
public final class CheckThenAct {

  private static final TextFiles TEXTS = TextFiles.of(CheckThenAct.class);
  private static final Sentence SOLD = TEXTS.sentence("sold", "tickets", "seats");
  private static final Sentence OVERSOLD = TEXTS.sentence("oversold", "tickets", "seats");
  private static final Sentence SAME_SEAT = TEXTS.told("same-seat", "first", "second", "seat");
  private static final Sentence EACH_ONCE = TEXTS.told("each-once", "tickets");
  private static final Sentence TOO_LATE = TEXTS.told("too-late", "times");

  private static final String SEAT = "sold seat ";

  private CheckThenAct() {}

  public static Scenario scenario() {
    return Scenario.of("check-then-act", TEXTS)
        .topic(Topics.THREADS_AND_RACES)
        .after("lost-update")
        .parameter(Parameter.integer("threads", 3, 2, 8))
        .parameter(Parameter.integer("seats", 4, 1, 10))
        .parameter(Parameter.millis("window", 15, 0, 50))
        .small("threads", 2)
        .small("seats", 1)
        .variant(Variant.wrong("if", LookAndSell.class).showing("data-race", "lost-update"))
        .variant(Variant.wrong("each-step", LockEachStep.class).showing("check-then-act"))
        .variant(Variant.right("lock", LockTheWhole.class))
        .variant(Variant.right("cas", CompareAndSet.class))
        .asking(Question.number("tickets", facts -> Optional.of(facts.count(sales(facts)))))
        .asking(
            Question.whether(
                "same-seat", facts -> sameSeat(facts).map(pair -> Facts.seq(pair.getLast()))))
        .telling(CheckThenAct::tell)
        .build();
  }

  static Outcome outcome(int tickets, int seats) {
    boolean met = tickets == seats;
    return new Outcome(String.valueOf(tickets), met, (met ? SOLD : OVERSOLD).with(tickets, seats));
  }

  /** Each is the note of a sale. */
  private static Stream<Event> sales(Facts facts) {
    return facts.events(Kind.NOTE);
  }

  /** The first two sales of the same seat. */
  private static Optional<List<Event>> sameSeat(Facts facts) {
    Map<String, Event> sold = new HashMap<>();
    for (Event sale : sales(facts).toList()) {
      Event first = sold.putIfAbsent(facts.text(sale), sale);
      if (first != null) {
        return Optional.of(List.of(first, sale));
      }
    }
    return Optional.empty();
  }

  private static Stream<Said> tell(Facts facts) {
    Said sold =
        sameSeat(facts)
            .map(
                pair ->
                    SAME_SEAT.at(
                        pair.getLast().seq(),
                        facts.thread(pair.getFirst()),
                        facts.thread(pair.getLast()),
                        facts.text(pair.getLast()).substring(SEAT.length())))
            .orElseGet(() -> EACH_ONCE.at(0, sales(facts).count()));
    long late = facts.events(Kind.VAR_CAS_FAIL).count();
    return late == 0 ? Stream.of(sold) : Stream.of(sold, TOO_LATE.at(0, late));
  }
}
