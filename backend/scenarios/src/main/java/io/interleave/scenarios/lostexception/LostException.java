package io.interleave.scenarios.lostexception;

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
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** An exception ends its own thread, and nobody else's. */
public final class LostException {

  private static final TextFiles TEXTS = TextFiles.of(LostException.class);
  private static final Sentence KNOWN = TEXTS.sentence("known", "copied", "expected", "complaints");
  private static final Sentence UNKNOWN = TEXTS.sentence("unknown", "copied", "expected");
  private static final Sentence TOO_FEW = TEXTS.refusal("too-few", "fails", "files");
  private static final Sentence THREW = TEXTS.told("threw", "thread", "files");
  private static final Sentence TOLD = TEXTS.told("told", "thread");
  private static final Sentence SILENT = TEXTS.told("silent");
  private static final Sentence FINE = TEXTS.told("fine");

  private LostException() {}

  public static Scenario scenario() {
    return Scenario.of("lost-exception", TEXTS)
        .topic(Topics.THREADS_AND_RACES)
        .after("thread-lifecycle")
        .parameter(Parameter.integer("copiers", 3, 1, 6))
        .parameter(Parameter.integer("files", 4, 1, 8))
        .parameter(Parameter.integer("fails", 3, 1, 8))
        .parameter(Parameter.millis("copying", 20, 0, 60))
        .refusing("fails", all -> all.integer("fails") > all.integer("files"), TOO_FEW)
        .small("copiers", 2)
        .small("files", 1)
        .small("fails", 1)
        .variant(
            Variant.wrong("ignored", NobodyTold.class)
                .withPython("nobody_told.py")
                .showing("uncaught-exception"))
        .variant(
            Variant.wrong("unasked", NobodyAsks.class)
                .withPython("nobody_asks.py")
                .showing("lost-exception"))
        .variant(Variant.right("handler", HandlerTold.class).withPython("handler_told.py"))
        .variant(Variant.right("result", MainAsks.class).withPython("main_asks.py"))
        .asking(Question.whether("told", facts -> complaint(facts).map(Facts::seq)))
        .asking(
            Question.number(
                "copied", facts -> Optional.of(facts.count(facts.on("copied", Kind.VAR_UPDATE)))))
        .telling(LostException::tell)
        .build();
  }

  /** What main can report. */
  static Outcome outcome(int copied, int expected, List<String> complaints) {
    int told = complaints.size();
    return new Outcome(
        "%d/%d, %d".formatted(copied, expected, told),
        told > 0,
        told > 0 ? KNOWN.with(copied, expected, told) : UNKNOWN.with(copied, expected));
  }

  private static Optional<Event> complaint(Facts facts) {
    return facts.on("complaints", Kind.QUEUE_PUT).findFirst();
  }

  /** Where an exception ended a thread or a task. */
  private static Optional<Event> thrown(Facts facts) {
    return Stream.concat(facts.note("uncaught").stream(), facts.events(Kind.TASK_FAIL)).findFirst();
  }

  private static Stream<Said> tell(Facts facts) {
    Optional<Event> thrown = thrown(facts);
    if (thrown.isEmpty()) {
      return Stream.of(FINE.at(0));
    }
    Event end = thrown.get();
    long files = facts.by(facts.thread(end), Kind.VAR_UPDATE).count();
    return Stream.of(
        THREW.at((int) end.seq(), facts.thread(end), files),
        complaint(facts)
            .map(put -> TOLD.at((int) put.seq(), facts.thread(put)))
            .orElseGet(() -> SILENT.at(0)));
  }
}
