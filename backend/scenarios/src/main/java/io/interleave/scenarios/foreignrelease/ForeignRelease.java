package io.interleave.scenarios.foreignrelease;

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
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A primitive lock opens for whoever unlocks it; a reentrant one for its holder alone. */
public final class ForeignRelease {

  private static final TextFiles TEXTS = TextFiles.of(ForeignRelease.class);
  private static final Sentence INSIDE = TEXTS.sentence("inside", "most", "refused");
  private static final Sentence OPENED = TEXTS.told("opened", "thread", "holder");
  private static final Sentence REFUSED = TEXTS.told("refused", "thread");
  private static final Sentence GAVE_UP = TEXTS.told("gave-up", "times");

  private ForeignRelease() {}

  /** A release by a thread that did not hold the lock, and who did. */
  private record Foreign(Event release, int holder) {}

  public static Scenario scenario() {
    return Scenario.of("foreign-release", TEXTS)
        .topic(Topics.LOCKS_AND_MONITORS)
        .after("reentrancy")
        .parameter(Parameter.integer("guests", 3, 2, 6))
        .parameter(Parameter.millis("stay", 150, 10, 300))
        .parameter(Parameter.millis("patience", 60, 1, 200))
        .small("guests", 3)
        .variant(Variant.wrong("plain", PlainLock.class).withPython("plain_lock.py"))
        .variant(Variant.right("reentrant", OwnedLock.class).withPython("owned_lock.py"))
        .variant(Variant.right("if-taken", OnlyIfTaken.class).withPython("only_if_taken.py"))
        .asking(Question.number("inside", facts -> Optional.of(mostInside(facts))))
        .asking(
            Question.choice(
                "unlock",
                List.of("opens", "refused", "none"),
                facts -> Optional.of(firstUnlock(facts))))
        .telling(ForeignRelease::tell)
        .build();
  }

  static Outcome outcome(int most, int refused) {
    return new Outcome("%d, %d".formatted(most, refused), most <= 1, INSIDE.with(most, refused));
  }

  private static Answer mostInside(Facts facts) {
    return facts
        .on("inside", Kind.VAR_UPDATE)
        .max(Comparator.comparingLong(Event::value))
        .map(event -> new Answer(Long.toString(event.value()), Facts.seq(event)))
        .orElseGet(() -> new Answer("0", facts.last()));
  }

  private static List<Foreign> foreign(Facts facts) {
    List<Foreign> found = new ArrayList<>();
    int holder = 0;
    for (Event event : facts.on("cabin door", Kind.LOCK_ACQUIRE, Kind.LOCK_RELEASE).toList()) {
      if (event.kind() == Kind.LOCK_ACQUIRE) {
        holder = event.thread();
      } else if (event.thread() != holder) {
        found.add(new Foreign(event, holder));
      }
    }
    return found;
  }

  /** What came of the first attempt to unlock by somebody who did not hold the lock. */
  private static Answer firstUnlock(Facts facts) {
    Optional<Answer> opens =
        foreign(facts).stream()
            .findFirst()
            .map(each -> new Answer("opens", Facts.seq(each.release())));
    Optional<Answer> refused =
        facts.note("refused").map(note -> new Answer("refused", Facts.seq(note)));
    return Stream.of(opens, refused)
        .flatMap(Optional::stream)
        .min(Comparator.comparingInt(Answer::seq))
        .orElseGet(() -> new Answer("none", facts.last()));
  }

  private static Stream<Said> tell(Facts facts) {
    Stream<Said> opened =
        foreign(facts).stream()
            .limit(2)
            .map(
                each ->
                    OPENED.at(
                        each.release().seq(),
                        facts.thread(each.release()),
                        facts.thread(each.holder())));
    Stream<Said> refused =
        facts.note("refused").stream().map(note -> REFUSED.at(note.seq(), facts.thread(note)));
    Said gaveUp = GAVE_UP.at(0, facts.events(Kind.LOCK_FAIL).count());
    return Stream.of(opened, refused, Stream.of(gaveUp)).flatMap(each -> each);
  }
}
