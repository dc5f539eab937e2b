package io.interleave.scenarios.lostupdate;

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

/**
 * Adding one is three steps, and a thread that reads between another's steps wipes out its work.
 */
public final class LostUpdate {

  private static final TextFiles TEXTS = TextFiles.of(LostUpdate.class);
  private static final Sentence ALL = TEXTS.sentence("all", "made");
  private static final Sentence LOST = TEXTS.sentence("lost", "made", "counted", "lost");
  private static final Sentence BOTH_READ = TEXTS.told("both-read", "first", "second", "value");
  private static final Sentence NEVER = TEXTS.told("never");

  private LostUpdate() {}

  public static Scenario scenario() {
    return Scenario.of("lost-update", TEXTS)
        .topic(Topics.THREADS_AND_RACES)
        .after("thread-lifecycle")
        .parameter(Parameter.integer("threads", 3, 1, 8))
        .parameter(Parameter.integer("increments", 40, 1, 100))
        .parameter(Parameter.millis("gap", 1, 0, 2))
        .small("threads", 2)
        .small("increments", 1)
        .variant(
            Variant.wrong("plain", PlainCounter.class)
                .withPython("plain_counter.py")
                .showing("data-race", "lost-update"))
        .variant(Variant.wrong("volatile", VolatileCounter.class).showing("lost-update"))
        .variant(Variant.right("lock", LockedCounter.class).withPython("locked_counter.py"))
        .variant(Variant.right("atomic", AtomicCounter.class))
        .variant(Variant.right("adder", AddingCounter.class))
        .asking(Question.number("shown", facts -> facts.lastValue("counter")))
        .asking(
            Question.whether(
                "read-twice", facts -> readTwice(facts).map(pair -> (int) pair.getLast().seq())))
        .telling(LostUpdate::tell)
        .build();
  }

  static Outcome outcome(long counted, int made) {
    boolean all = counted == made;
    return new Outcome(
        String.valueOf(counted),
        all,
        all ? ALL.with(made) : LOST.with(made, counted, made - counted));
  }

  /** The first two reads of the same write by different threads. */
  private static Optional<List<Event>> readTwice(Facts facts) {
    Map<Long, Event> readers = new HashMap<>();
    for (Event read : facts.on("counter", Kind.VAR_READ).toList()) {
      Event first = readers.putIfAbsent(read.cause(), read);
      if (first != null && first.thread() != read.thread()) {
        return Optional.of(List.of(first, read));
      }
    }
    return Optional.empty();
  }

  private static Stream<Said> tell(Facts facts) {
    return Stream.of(
        readTwice(facts)
            .map(
                pair ->
                    BOTH_READ.at(
                        pair.getLast().seq(),
                        facts.thread(pair.getFirst()),
                        facts.thread(pair.getLast()),
                        pair.getLast().value()))
            .orElseGet(() -> NEVER.at(0)));
  }
}
