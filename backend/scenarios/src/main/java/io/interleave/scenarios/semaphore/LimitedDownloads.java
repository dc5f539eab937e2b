package io.interleave.scenarios.semaphore;

import io.interleave.engine.event.Outcome;
import io.interleave.scenario.Parameter;
import io.interleave.scenario.Scenario;
import io.interleave.scenario.Variant;
import io.interleave.scenario.text.Sentence;
import io.interleave.scenario.text.TextFiles;
import io.interleave.scenarios.Topics;

/** A semaphore lets some in, not one and not all. */
public final class LimitedDownloads {

  private static final TextFiles TEXTS = TextFiles.of(LimitedDownloads.class);
  private static final Sentence AT_ONCE = TEXTS.sentence("at-once", "most", "allowed");

  private LimitedDownloads() {}

  public static Scenario scenario() {
    return Scenario.of("semaphore", TEXTS)
        .topic(Topics.SYNCHRONISERS)
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
        .build();
  }

  static Outcome outcome(int most, int allowed) {
    return new Outcome(String.valueOf(most), most <= allowed, AT_ONCE.with(most, allowed));
  }
}
