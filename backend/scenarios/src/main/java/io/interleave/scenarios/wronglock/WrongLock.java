package io.interleave.scenarios.wronglock;

import io.interleave.engine.analysis.Words;
import io.interleave.engine.event.Event;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.Outcome;
import io.interleave.engine.event.Text;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A lock keeps out only those who take the same one. */
public final class WrongLock {

  private static final TextFiles TEXTS = TextFiles.of(WrongLock.class);
  private static final Sentence COUNTED = TEXTS.sentence("counted", "brought");
  private static final Sentence SHORT = TEXTS.sentence("short", "brought", "counted");
  private static final Sentence UNUSED = TEXTS.refusal("unused", "locks", "threads");
  private static final Sentence TOGETHER =
      TEXTS.told("together", "first", "held", "second", "lock");
  private static final Sentence ALONE = TEXTS.told("alone", "times");
  private static final Sentence GUARDED = TEXTS.told("guarded", "locks");
  private static final Sentence OVERWRITTEN = TEXTS.told("overwritten", "second", "first");

  private WrongLock() {}

  public static Scenario scenario() {
    return Scenario.of("wrong-lock", TEXTS)
        .topic(Topics.THREADS_AND_RACES)
        .after("lost-update")
        .parameter(Parameter.integer("threads", 4, 2, 8))
        .parameter(Parameter.integer("locks", 2, 2, 4))
        .parameter(Parameter.integer("crates", 4, 1, 10))
        .parameter(Parameter.millis("hold", 10, 0, 20))
        .refusing("locks", all -> all.integer("locks") > all.integer("threads"), UNUSED)
        .small("threads", 2)
        .small("crates", 1)
        .variant(Variant.wrong("two-locks", LockPerDoor.class).showing("data-race", "lost-update"))
        .variant(Variant.right("one-lock", LockOfTheStock.class))
        .asking(
            Question.number(
                "inside", facts -> Optional.of(facts.most(Kind.LOCK_ACQUIRE, Kind.LOCK_RELEASE))))
        .asking(Question.number("stock", facts -> facts.lastValue("stock")))
        .telling(WrongLock::tell)
        .build();
  }

  static Outcome outcome(int counted, int brought) {
    boolean met = counted == brought;
    return new Outcome(
        String.valueOf(counted), met, met ? COUNTED.with(brought) : SHORT.with(brought, counted));
  }

  /** The first two that were inside together: when each took its lock. */
  private static Optional<List<Event>> together(Facts facts) {
    Map<Integer, Event> inside = new LinkedHashMap<>();
    for (Event event : facts.events(Kind.LOCK_ACQUIRE, Kind.LOCK_RELEASE).toList()) {
      if (event.kind() == Kind.LOCK_RELEASE) {
        inside.remove(event.thread());
      } else if (inside.isEmpty()) {
        inside.put(event.thread(), event);
      } else {
        return Optional.of(List.of(inside.values().iterator().next(), event));
      }
    }
    return Optional.empty();
  }

  /** The locks that somebody held who read or wrote the stock. */
  private static Set<String> guards(Facts facts) {
    Map<Integer, String> held = new HashMap<>();
    Set<String> guards = new TreeSet<>();
    for (Event event : facts.events().toList()) {
      switch (event.kind()) {
        case LOCK_ACQUIRE -> held.put(event.thread(), facts.object(event.object()));
        case LOCK_RELEASE -> held.remove(event.thread());
        case VAR_READ, VAR_WRITE ->
            Optional.ofNullable(held.get(event.thread())).ifPresent(guards::add);
        default -> {}
      }
    }
    return guards;
  }

  private static Stream<Said> tell(Facts facts) {
    Said inside =
        together(facts)
            .map(
                pair ->
                    TOGETHER.at(
                        pair.getLast().seq(),
                        facts.thread(pair.getFirst()),
                        facts.object(pair.getFirst().object()),
                        facts.thread(pair.getLast()),
                        facts.object(pair.getLast().object())))
            .orElseGet(() -> ALONE.at(0, facts.events(Kind.LOCK_ACQUIRE).count()));
    Stream<Said> overwritten =
        facts.finding("lost-update").stream()
            .map(
                found ->
                    OVERWRITTEN.at(
                        found.events().getLast(),
                        facts.thread(found.threads().getLast()),
                        facts.thread(found.threads().getFirst())));
    Text locks = Words.COMMA.join(guards(facts).stream().map(Text::same).toList());
    return Stream.concat(Stream.of(inside, GUARDED.at(0, locks)), overwritten);
  }
}
