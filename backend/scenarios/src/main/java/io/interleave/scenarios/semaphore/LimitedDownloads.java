package io.interleave.scenarios.semaphore;

import io.interleave.engine.analysis.state.Wait;
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
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A semaphore lets some in, not one and not all. */
public final class LimitedDownloads {

  private static final TextFiles TEXTS = TextFiles.of(LimitedDownloads.class);
  private static final Sentence AT_ONCE = TEXTS.sentence("at-once", "most", "allowed");
  private static final Sentence MOST = TEXTS.told("most", "most");
  private static final Sentence WAITED = TEXTS.told("waited", "times", "time");

  private LimitedDownloads() {}

  public static Scenario scenario() {
    return Scenario.of("semaphore", TEXTS)
        .topic(Topics.SYNCHRONISERS)
        .after("mutex-contention")
        .parameter(Parameter.integer("threads", 5, 1, 10))
        .parameter(Parameter.integer("permits", 3, 1, 8))
        .parameter(Parameter.integer("files", 3, 1, 6))
        .parameter(Parameter.millis("hold", 80, 1, 200))
        .parameter(Parameter.millis("pause", 15, 0, 30))
        .small("threads", 3)
        .small("permits", 2)
        .small("files", 1)
        .variant(Variant.wrong("none", NoLimit.class).withPython("no_limit.py"))
        .variant(Variant.right("semaphore", Permits.class).withPython("permits.py"))
        .asking(
            Question.number("most", facts -> Optional.of(facts.most(Kind.IO_BEGIN, Kind.IO_END))))
        .asking(
            Question.whether(
                "waits",
                facts ->
                    facts.waits("connections").stream().findFirst().map(wait -> wait.request())))
        .telling(LimitedDownloads::tell)
        .build();
  }

  static Outcome outcome(int most, int allowed) {
    return new Outcome(String.valueOf(most), most <= allowed, AT_ONCE.with(most, allowed));
  }

  private static Stream<Said> tell(Facts facts) {
    Answer most = facts.most(Kind.IO_BEGIN, Kind.IO_END);
    List<Wait> waits = facts.waits("connections");
    return Stream.of(
        MOST.at(most.seq(), most.value()),
        WAITED.at(0, waits.size(), facts.time(facts.total(waits))));
  }
}
