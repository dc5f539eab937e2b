package io.interleave.scenarios.forgottenunlock;

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
import java.util.Optional;
import java.util.stream.Stream;

/** An exception leaves a lock taken, and with its holder goes the only one who could release it. */
public final class ForgottenUnlock {

  private static final TextFiles TEXTS = TextFiles.of(ForgottenUnlock.class);
  private static final Sentence PRINTED = TEXTS.sentence("printed", "printed", "expected");
  private static final Sentence TOO_FEW = TEXTS.refusal("too-few", "bad", "labels");
  private static final Sentence THREW = TEXTS.told("threw", "thread", "times");
  private static final Sentence ASKED = TEXTS.told("asked", "thread", "lock", "time");
  private static final Sentence IN_ALL = TEXTS.told("in-all", "printed");

  private ForgottenUnlock() {}

  public static Scenario scenario() {
    return Scenario.of("forgotten-unlock", TEXTS)
        .topic(Topics.LOCKS_AND_MONITORS)
        .after("mutex-contention")
        .parameter(Parameter.integer("clerks", 3, 2, 6))
        .parameter(Parameter.integer("labels", 4, 1, 8))
        .parameter(Parameter.integer("bad", 2, 1, 8))
        .refusing("bad", all -> all.integer("bad") > all.integer("labels"), TOO_FEW)
        .small("clerks", 2)
        .small("labels", 1)
        .small("bad", 1)
        .variant(
            Variant.wrong("none", NoFinally.class)
                .withPython("no_finally.py")
                .showing("unreleased-lock", "deadlock", "uncaught-exception"))
        .variant(Variant.right("finally", WithFinally.class).withPython("with_finally.py"))
        .variant(Variant.right("block", WithBlock.class).withPython("with_block.py"))
        .asking(Question.number("printed", facts -> Optional.of(printed(facts))))
        .asking(
            Question.whether(
                "stands",
                facts ->
                    facts.waits("printer").stream()
                        .filter(wait -> wait.result() == 0)
                        .findFirst()
                        .map(wait -> wait.request())))
        .telling(ForgottenUnlock::tell)
        .build();
  }

  /** All but the labels of clerk 1 from the bad one on are expected. */
  static Outcome outcome(int printed, int clerks, int labels, int bad) {
    int expected = clerks * labels - (labels - bad + 1);
    return new Outcome(
        String.valueOf(printed), printed == expected, PRINTED.with(printed, expected));
  }

  private static Answer printed(Facts facts) {
    return facts.lastValue("printed").orElseGet(() -> new Answer("0", facts.last()));
  }

  private static Stream<Said> tell(Facts facts) {
    Stream<Said> threw =
        facts.note("uncaught").stream()
            .map(
                note ->
                    THREW.at(
                        note.seq(),
                        facts.thread(note),
                        facts
                            .by(facts.thread(note), Kind.LOCK_ACQUIRE)
                            .filter(event -> event.seq() < note.seq())
                            .count()));
    Stream<Said> asked =
        facts.waits("printer").stream()
            .filter(wait -> wait.result() == 0)
            .limit(2)
            .map(
                wait ->
                    ASKED.at(
                        wait.request(),
                        facts.thread(wait.thread()),
                        facts.object(wait.object()),
                        facts.time(wait.to() - wait.from())));
    Stream<Said> inAll = Stream.of(IN_ALL.at(0, printed(facts).value()));
    return Stream.of(threw, asked, inAll).flatMap(each -> each);
  }
}
