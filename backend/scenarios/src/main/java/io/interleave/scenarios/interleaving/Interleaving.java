package io.interleave.scenarios.interleaving;

import io.interleave.engine.event.Event;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.Outcome;
import io.interleave.engine.event.ThreadInfo;
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
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The order within a thread is the program's; the order between threads is anybody's. */
public final class Interleaving {

  private static final TextFiles TEXTS = TextFiles.of(Interleaving.class);
  private static final Sentence IN_ORDER = TEXTS.sentence("in-order", "order");
  private static final Sentence MIXED = TEXTS.sentence("mixed", "order");
  private static final Sentence INTERRUPTED = TEXTS.told("interrupted", "later", "earlier");
  private static final Sentence KEPT = TEXTS.told("kept", "lines");
  private static final Sentence ONE_OF = TEXTS.told("one-of", "orders");
  private static final Sentence CHANGED = TEXTS.told("changed", "times");

  private static final String ACTOR = "actor ";

  private Interleaving() {}

  public static Scenario scenario() {
    return Scenario.of("interleaving", TEXTS)
        .topic(Topics.THREADS_AND_RACES)
        .after("thread-lifecycle")
        .parameter(Parameter.integer("threads", 3, 2, 6))
        .parameter(Parameter.integer("lines", 3, 1, 8))
        .parameter(Parameter.millis("pause", 10, 0, 30))
        .small("threads", 2)
        .small("lines", 2)
        .variant(Variant.wrong("unordered", AllAtOnce.class))
        .variant(Variant.right("join", OneAfterAnother.class))
        .asking(Question.number("changes", facts -> Optional.of(changes(facts))))
        .asking(
            Question.whether(
                "before", facts -> interrupted(facts).map(pair -> Facts.seq(pair.getFirst()))))
        .telling(Interleaving::tell)
        .build();
  }

  /**
   * @param order the number of the actor of each line
   */
  static Outcome outcome(int[] order) {
    String text = Arrays.stream(order).mapToObj(String::valueOf).collect(Collectors.joining(" "));
    int[] sorted = order.clone();
    Arrays.sort(sorted);
    boolean met = Arrays.equals(order, sorted);
    return new Outcome(text, met, (met ? IN_ORDER : MIXED).with(text));
  }

  private static List<Event> lines(Facts facts) {
    return facts.on("lines spoken", Kind.VAR_UPDATE).toList();
  }

  private static int number(Facts facts, Event line) {
    return Integer.parseInt(facts.thread(line).substring(ACTOR.length()));
  }

  /** How often a line was another actor's than the line before. */
  private static Answer changes(Facts facts) {
    int times = 0;
    Answer changes = new Answer("0", facts.last());
    List<Event> lines = lines(facts);
    for (int i = 1; i < lines.size(); i++) {
      if (lines.get(i).thread() != lines.get(i - 1).thread()) {
        times++;
        changes = new Answer(Integer.toString(times), Facts.seq(lines.get(i)));
      }
    }
    return changes;
  }

  /** The first line by an actor who was to speak later, and one that came after it too late. */
  private static Optional<List<Event>> interrupted(Facts facts) {
    List<Event> lines = lines(facts);
    for (Event early : lines) {
      for (Event late : lines) {
        if (late.seq() > early.seq() && number(facts, late) < number(facts, early)) {
          return Optional.of(List.of(early, late));
        }
      }
    }
    return Optional.empty();
  }

  /** In how many orders the lines could have been spoken. */
  private static BigInteger orders(Facts facts) {
    Optional<Event> joined = facts.events(Kind.THREAD_JOIN).findFirst();
    Optional<Event> created = facts.events(Kind.THREAD_CREATE).reduce((_, later) -> later);
    if (joined.isPresent() && created.isPresent() && joined.get().seq() < created.get().seq()) {
      return BigInteger.ONE;
    }
    // Of all places for lines, each actor in turn chooses some of those that are left.
    BigInteger orders = BigInteger.ONE;
    int places = 0;
    for (ThreadInfo actor : facts.started()) {
      long own = facts.by(actor.name(), Kind.VAR_UPDATE).count();
      for (int i = 1; i <= own; i++) {
        places++;
        orders = orders.multiply(BigInteger.valueOf(places)).divide(BigInteger.valueOf(i));
      }
    }
    return orders;
  }

  private static Stream<Said> tell(Facts facts) {
    Said how =
        interrupted(facts)
            .map(
                pair ->
                    INTERRUPTED.at(
                        pair.getFirst().seq(),
                        facts.thread(pair.getFirst()),
                        facts.thread(pair.getLast())))
            .orElseGet(() -> KEPT.at(0, lines(facts).size()));
    Answer changes = changes(facts);
    return Stream.of(how, CHANGED.at(changes.seq(), changes.value()), ONE_OF.at(0, orders(facts)));
  }
}
