package io.interleave.scenarios.threadlocal;

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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A thread's own value outlives the task that set it, and the next task finds it. */
public final class ThreadLocals {

  private static final TextFiles TEXTS = TextFiles.of(ThreadLocals.class);
  private static final Sentence AS_GUESTS = TEXTS.sentence("as-guests", "guests");
  private static final Sentence AS_MEMBERS = TEXTS.sentence("as-members", "mistaken", "guests");
  private static final Sentence FIRST_EVERYWHERE = TEXTS.refusal("first", "visits", "desks");
  private static final Sentence LEFT_OVER = TEXTS.told("left-over", "desk", "task", "name");
  private static final Sentence CLEAN = TEXTS.told("clean", "tasks");

  private ThreadLocals() {}

  public static Scenario scenario() {
    return Scenario.of("thread-local", TEXTS)
        .topic(Topics.THREADS_AND_RACES)
        .after("thread-lifecycle")
        .parameter(Parameter.integer("desks", 2, 1, 4))
        .parameter(Parameter.integer("visits", 8, 2, 16))
        .parameter(Parameter.millis("service", 15, 0, 40))
        .refusing("visits", all -> all.integer("visits") <= all.integer("desks"), FIRST_EVERYWHERE)
        .small("desks", 1)
        .small("visits", 2)
        .variant(Variant.wrong("leak", NeverRemoved.class).withPython("never_removed.py"))
        .variant(
            Variant.right("finally", RemovedInFinally.class).withPython("removed_in_finally.py"))
        .asking(
            Question.number("mistaken", facts -> Optional.of(facts.count(left(facts).stream()))))
        .asking(
            Question.whether(
                "across",
                facts ->
                    facts
                        .events(Kind.VAR_READ)
                        .filter(read -> isByAnother(facts, read))
                        .map(Facts::seq)
                        .findFirst()))
        .telling(ThreadLocals::tell)
        .build();
  }

  static Outcome outcome(int mistaken, int guests) {
    return new Outcome(
        "%d/%d".formatted(mistaken, guests),
        mistaken == 0,
        mistaken == 0 ? AS_GUESTS.with(guests) : AS_MEMBERS.with(mistaken, guests));
  }

  private static boolean isByAnother(Facts facts, Event read) {
    return read.cause() != 0 && facts.trace().thread((int) read.cause()) != read.thread();
  }

  /** Reads of a value that an earlier task of the same thread had left there. */
  private static List<Event> left(Facts facts) {
    Set<Integer> written = new HashSet<>();
    List<Event> left = new ArrayList<>();
    for (Event event : facts.events(Kind.TASK_START, Kind.VAR_WRITE, Kind.VAR_READ).toList()) {
      switch (event.kind()) {
        case TASK_START -> written.remove(event.thread());
        case VAR_WRITE -> written.add(event.thread());
        default -> {
          if (!written.contains(event.thread()) && !facts.text(event).equals("null")) {
            left.add(event);
          }
        }
      }
    }
    return left;
  }

  private static long task(Facts facts, Event read) {
    return facts
        .by(facts.thread(read), Kind.TASK_START)
        .filter(start -> start.seq() < read.seq())
        .reduce((_, later) -> later)
        .map(Event::value)
        .orElse(0L);
  }

  private static Stream<Said> tell(Facts facts) {
    List<Event> left = left(facts);
    if (left.isEmpty()) {
      return Stream.of(CLEAN.at(0, facts.events(Kind.TASK_START).count()));
    }
    return left.stream()
        .limit(2)
        .map(
            read ->
                LEFT_OVER.at(
                    (int) read.seq(), facts.thread(read), task(facts, read), facts.text(read)));
  }
}
