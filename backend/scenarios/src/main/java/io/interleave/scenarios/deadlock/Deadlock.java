package io.interleave.scenarios.deadlock;

import io.interleave.engine.event.Outcome;
import io.interleave.scenario.Parameter;
import io.interleave.scenario.Scenario;
import io.interleave.scenario.Variant;
import io.interleave.scenario.text.Sentence;
import io.interleave.scenario.text.TextFiles;
import io.interleave.scenarios.Topics;

/** Two locks in opposite order close a circle of waiting. */
public final class Deadlock {

  private static final TextFiles TEXTS = TextFiles.of(Deadlock.class);
  private static final Sentence COPIES = TEXTS.sentence("copies", "made", "expected");
  private static final Sentence ATTEMPTS =
      TEXTS.sentence("attempts", "made", "expected", "attempts");

  private Deadlock() {}

  public static Scenario scenario() {
    return Scenario.of("deadlock", TEXTS)
        .topic(Topics.LIVENESS)
        .parameter(Parameter.millis("gap", 60, 0, 200))
        .parameter(Parameter.integer("copies", 3, 1, 5))
        .parameter(Parameter.millis("patience", 40, 1, 200))
        .small("copies", 1)
        .variant(
            Variant.wrong("opposite-order", OppositeOrder.class)
                .withPython("opposite_order.py")
                .showing("deadlock", "lock-order-inversion"))
        .variant(Variant.right("global-order", GlobalOrder.class).withPython("global_order.py"))
        .variant(Variant.right("try-lock", TryLock.class).withPython("try_lock.py"))
        .build();
  }

  static Outcome outcome(int made, int expected) {
    return new Outcome(String.valueOf(made), made == expected, COPIES.with(made, expected));
  }

  static Outcome outcome(int made, int expected, int attempts) {
    return new Outcome(
        String.valueOf(made), made == expected, ATTEMPTS.with(made, expected, attempts));
  }
}
