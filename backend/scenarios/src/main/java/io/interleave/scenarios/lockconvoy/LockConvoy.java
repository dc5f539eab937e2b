package io.interleave.scenarios.lockconvoy;

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
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Those who need a lock for a moment go at the pace of the one who keeps it for long. */
public final class LockConvoy {

  private static final TextFiles TEXTS = TextFiles.of(LockConvoy.class);
  private static final Sentence DONE = TEXTS.sentence("done", "lines", "done", "porters");
  private static final Sentence HELD = TEXTS.told("held", "time", "times");
  private static final Sentence WAITED = TEXTS.told("waited", "times", "time");

  private static final String MANAGER = "manager";

  private LockConvoy() {}

  public static Scenario scenario() {
    return Scenario.of("lock-convoy", TEXTS)
        .topic(Topics.LOCKS_AND_MONITORS)
        .after("fairness")
        .parameter(Parameter.integer("porters", 4, 3, 6))
        .parameter(Parameter.integer("entries", 12, 10, 15))
        .parameter(Parameter.integer("calls", 6, 5, 8))
        .parameter(Parameter.millis("call", 40, 40, 80))
        .variant(Variant.wrong("long", LongHold.class).showing("convoy"))
        .variant(Variant.right("short", ShortHold.class))
        .asking(Question.number("done", facts -> Optional.of(doneFirst(facts))))
        .asking(Question.number("asking", facts -> Optional.of(mostAsking(facts))))
        .telling(LockConvoy::tell)
        .build();
  }

  static Outcome outcome(int lines, int expected, int done, int porters) {
    return new Outcome(
        "%d, %d".formatted(lines, done),
        lines == expected && done == porters,
        DONE.with(lines, done, porters));
  }

  /** How many porters had ended when the manager did. */
  private static Answer doneFirst(Facts facts) {
    int end = facts.by(MANAGER, Kind.THREAD_END).findFirst().map(Facts::seq).orElse(facts.last());
    long done =
        facts
            .events(Kind.THREAD_END)
            .filter(event -> event.seq() < end && !facts.thread(event).equals("main"))
            .count();
    return new Answer(Long.toString(done), end);
  }

  private static Answer mostAsking(Facts facts) {
    Set<Integer> asking = new HashSet<>();
    int most = 0;
    int decided = facts.last();
    for (Event event : facts.on("register", Kind.LOCK_REQUEST, Kind.LOCK_ACQUIRE).toList()) {
      if (event.kind() == Kind.LOCK_ACQUIRE) {
        asking.remove(event.thread());
      } else if (!facts.thread(event).equals(MANAGER) && asking.add(event.thread())) {
        if (asking.size() > most) {
          most = asking.size();
          decided = Facts.seq(event);
        }
      }
    }
    return new Answer(Integer.toString(most), decided);
  }

  private static Stream<Said> tell(Facts facts) {
    List<Event> taken = facts.by(MANAGER, Kind.LOCK_ACQUIRE).toList();
    List<Event> given = facts.by(MANAGER, Kind.LOCK_RELEASE).toList();
    long held = 0;
    for (int i = 0; i < Math.min(taken.size(), given.size()); i++) {
      held += given.get(i).t() - taken.get(i).t();
    }
    List<Wait> waits =
        facts.waits("register").stream()
            .filter(wait -> !facts.thread(wait.thread()).equals(MANAGER))
            .toList();
    return Stream.of(
        HELD.at(0, facts.time(held), taken.size()),
        WAITED.at(0, waits.size(), facts.time(facts.total(waits))));
  }
}
