package io.interleave.scenarios.lostupdate;

import io.interleave.engine.event.Outcome;
import io.interleave.scenario.Parameter;
import io.interleave.scenario.Scenario;
import io.interleave.scenario.Variant;
import io.interleave.scenario.text.Sentence;
import io.interleave.scenario.text.TextFiles;
import io.interleave.scenarios.Topics;

/**
 * Adding one is three steps, and a thread that reads between another's steps wipes out its work.
 */
public final class LostUpdate {

  private static final TextFiles TEXTS = TextFiles.of(LostUpdate.class);
  private static final Sentence ALL = TEXTS.sentence("all", "made");
  private static final Sentence LOST = TEXTS.sentence("lost", "made", "counted", "lost");

  private LostUpdate() {}

  public static Scenario scenario() {
    return Scenario.of("lost-update", TEXTS)
        .topic(Topics.THREADS_AND_RACES)
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
        .build();
  }

  static Outcome outcome(long counted, int made) {
    boolean all = counted == made;
    return new Outcome(
        String.valueOf(counted),
        all,
        all ? ALL.with(made) : LOST.with(made, counted, made - counted));
  }
}
