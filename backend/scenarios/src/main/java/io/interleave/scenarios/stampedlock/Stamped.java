package io.interleave.scenarios.stampedlock;

import io.interleave.engine.event.Event;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.LockValue;
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

/** Reading without a lock, and finding out afterwards whether that was right. */
public final class Stamped {

  private static final TextFiles TEXTS = TextFiles.of(Stamped.class);
  private static final Sentence FINE = TEXTS.sentence("fine", "looks");
  private static final Sentence TORN = TEXTS.sentence("torn", "torn", "looks");
  private static final Sentence HELD_UP = TEXTS.sentence("held-up", "looks", "times");
  private static final Sentence MIXED = TEXTS.told("mixed", "lookout", "east", "north");
  private static final Sentence AGAIN = TEXTS.told("again", "times");
  private static final Sentence WAITED = TEXTS.told("waited", "times", "time");
  private static final Sentence SMOOTH = TEXTS.told("smooth");

  private Stamped() {}

  public static Scenario scenario() {
    return Scenario.of("stamped-lock", TEXTS)
        .topic(Topics.LOCKS_AND_MONITORS)
        .after("mutex-contention")
        .parameter(Parameter.integer("lookouts", 3, 1, 6))
        .parameter(Parameter.integer("looks", 8, 1, 12))
        .parameter(Parameter.integer("moves", 15, 1, 30))
        .parameter(Parameter.millis("pause", 6, 0, 20))
        .parameter(Parameter.millis("look", 5, 0, 10))
        .small("lookouts", 1)
        .small("looks", 1)
        .small("moves", 1)
        .variant(Variant.wrong("unchecked", Unchecked.class))
        .variant(Variant.wrong("read-lock", ReadLock.class))
        .variant(Variant.right("optimistic", Optimistic.class))
        .asking(
            Question.number(
                "again", facts -> Optional.of(facts.count(failed(facts, true).stream()))))
        .asking(
            Question.whether(
                "held-up", facts -> failed(facts, false).stream().map(Facts::seq).findFirst()))
        .telling(Stamped::tell)
        .build();
  }

  static Outcome outcome(int looks, int torn, int heldUp) {
    return new Outcome(
        "%d, %d".formatted(torn, heldUp),
        torn == 0 && heldUp == 0,
        torn > 0
            ? TORN.with(torn, looks)
            : heldUp > 0 ? HELD_UP.with(looks, heldUp) : FINE.with(looks));
  }

  /** Optimistic reads that were not valid, or attempts to write at once that found readers. */
  private static List<Event> failed(Facts facts, boolean reading) {
    return facts
        .on("chart", Kind.LOCK_FAIL)
        .filter(fail -> LockValue.unpack(fail.value()).read() == reading)
        .toList();
  }

  /** The first look that mixed an old number with a new one and was believed. */
  private static Optional<Said> mixed(Facts facts) {
    Map<Integer, Event> first = new HashMap<>();
    Map<Integer, Event> second = new HashMap<>();
    for (Event event : facts.events(Kind.VAR_READ, Kind.LOCK_FAIL).toList()) {
      int thread = event.thread();
      if (event.kind() == Kind.LOCK_FAIL) {
        second.remove(thread); // looks again
      } else if (facts.object(event.object()).equals("east")) {
        Event north = second.remove(thread);
        Event east = first.put(thread, event);
        if (north != null && east != null && east.value() != north.value()) {
          return Optional.of(said(facts, east, north));
        }
      } else {
        second.put(thread, event);
      }
    }
    return second.values().stream()
        .filter(north -> first.get(north.thread()).value() != north.value())
        .findFirst()
        .map(north -> said(facts, first.get(north.thread()), north));
  }

  private static Said said(Facts facts, Event east, Event north) {
    return MIXED.at((int) north.seq(), facts.thread(north), east.value(), north.value());
  }

  private static Stream<Said> tell(Facts facts) {
    int again = failed(facts, true).size();
    int heldUp = failed(facts, false).size();
    if (heldUp > 0) {
      return Stream.of(WAITED.at(0, heldUp, facts.time(facts.total(facts.waits("chart")))));
    }
    Stream<Said> mixed = mixed(facts).stream();
    return Stream.concat(mixed, Stream.of(again > 0 ? AGAIN.at(0, again) : SMOOTH.at(0)));
  }
}
