package io.interleave.scenarios.fairness;

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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A lock that lets latecomers pass is quick, and makes some wait for very long. */
public final class Fairness {

  private static final TextFiles TEXTS = TextFiles.of(Fairness.class);
  private static final Sentence SERVED = TEXTS.sentence("served", "most", "patience");
  private static final Sentence PASSED = TEXTS.told("passed", "thread", "other", "turns");
  private static final Sentence HANDED = TEXTS.told("handed", "times", "turns");
  private static final Sentence COST = TEXTS.told("cost", "time");

  private Fairness() {}

  /** How many turns one other thread had between a request and its acquire. */
  private record Passed(Event acquire, int other, int turns) {}

  public static Scenario scenario() {
    return Scenario.of("fairness", TEXTS)
        .topic(Topics.LOCKS_AND_MONITORS)
        .after("mutex-contention")
        .parameter(Parameter.integer("threads", 4, 2, 8))
        .parameter(Parameter.integer("turns", 30, 1, 60))
        .parameter(Parameter.millis("hold", 2, 0, 10))
        .parameter(Parameter.integer("patience", 2, 1, 20))
        .variant(Variant.wrong("barging", Barging.class))
        .variant(Variant.right("fair", FirstCome.class))
        .asking(Question.choice("next", List.of("same", "other"), Fairness::next))
        .asking(
            Question.number(
                "most",
                facts ->
                    longest(facts)
                        .map(
                            each ->
                                new Answer(
                                    Integer.toString(each.turns()), Facts.seq(each.acquire())))
                        .or(() -> Optional.of(new Answer("0", facts.last())))))
        .telling(Fairness::tell)
        .build();
  }

  static Outcome outcome(int most, int patience) {
    return new Outcome(String.valueOf(most), most <= patience, SERVED.with(most, patience));
  }

  private static List<Event> turns(Facts facts) {
    return facts.on("counter", Kind.LOCK_ACQUIRE).toList();
  }

  /** Who has the second turn: the customer of the first one, or another. */
  private static Optional<Answer> next(Facts facts) {
    List<Event> turns = turns(facts);
    if (turns.size() < 2) {
      return Optional.empty();
    }
    Event second = turns.get(1);
    boolean same = second.thread() == turns.getFirst().thread();
    return Optional.of(new Answer(same ? "same" : "other", Facts.seq(second)));
  }

  /** The wait during which one other customer had most turns. */
  private static Optional<Passed> longest(Facts facts) {
    Passed most = null;
    // By waiting thread: the turns of others since it asked.
    Map<Integer, Map<Integer, Integer>> waiting = new HashMap<>();
    for (Event event : facts.on("counter", Kind.LOCK_REQUEST, Kind.LOCK_ACQUIRE).toList()) {
      if (event.kind() == Kind.LOCK_REQUEST) {
        waiting.put(event.thread(), new HashMap<>());
        continue;
      }
      Map<Integer, Integer> seen = waiting.remove(event.thread());
      for (Map.Entry<Integer, Integer> each :
          seen == null ? Set.<Map.Entry<Integer, Integer>>of() : seen.entrySet()) {
        if (most == null || each.getValue() > most.turns()) {
          most = new Passed(event, each.getKey(), each.getValue());
        }
      }
      waiting.values().forEach(turns -> turns.merge(event.thread(), 1, Integer::sum));
    }
    return Optional.ofNullable(most);
  }

  private static Stream<Said> tell(Facts facts) {
    List<Said> said = new ArrayList<>();
    longest(facts)
        .ifPresent(
            each ->
                said.add(
                    PASSED.at(
                        each.acquire().seq(),
                        facts.thread(each.acquire()),
                        facts.thread(each.other()),
                        each.turns())));
    List<Event> turns = turns(facts);
    long handed = 0;
    for (int i = 1; i < turns.size(); i++) {
      handed += turns.get(i).thread() == turns.get(i - 1).thread() ? 0 : 1;
    }
    said.add(HANDED.at(0, handed, turns.size()));
    long waking =
        facts.waits("counter").stream()
            .filter(wait -> wait.result() != 0)
            .mapToLong(Fairness::waking)
            .sum();
    said.add(COST.at(0, facts.time(waking)));
    return said.stream();
  }

  private static long waking(Wait wait) {
    return wait.to() - wait.enabled();
  }
}
