package io.interleave.scenarios.deadlock;

import io.interleave.engine.event.Outcome;
import io.interleave.scenario.Parameter;
import io.interleave.scenario.Scenario;
import io.interleave.scenario.Variant;
import io.interleave.scenarios.Topics;

/** Two locks in opposite order close a circle of waiting. */
public final class Deadlock {

  private Deadlock() {}

  public static Scenario scenario() {
    return Scenario.titled("deadlock", "Deadlock")
        .topic(Topics.LIVENESS)
        .summary("Two threads hold one lock each and wait for the other's, for ever.")
        .story(
            """
            Ann and Bob share an office with one scanner and one printer. To copy a page you need
            both: the scanner to read it and the printer to put it on paper. Ann takes the scanner
            first, Bob goes to the printer first. If both reach for their first machine at about the
            same moment, Ann holds the scanner and waits for the printer, and Bob holds the printer
            and waits for the scanner. Neither will let go before getting the other machine, so
            neither ever will.

            Nothing crashes and no error is reported. Two threads stand still, and everything that
            waits for them stands still too. Whether it happens depends on timing alone; with a
            short enough gap between the two locks a test may pass a thousand times.

            Two ways out are shown here. If everyone takes the locks in one agreed order, the circle
            cannot close: whoever has the first lock finds the second one free, or held by somebody
            who needs nothing more. If no order can be agreed on, do not wait for ever: try for a
            while, then put back what you hold, pause for a random time, and begin anew.
            """)
        .goal("Both finish all their copies.")
        .lookFor(
            "Each lane holds one lock and is blocked on the other's: follow the arrows, and "
                + "you are back where you began.")
        .lookFor("From that moment no lane moves any more, and main waits at its join with them.")
        .lookFor("With one order: one of them waits for its first lock, while it holds nothing.")
        .lookFor(
            "With tryLock: failed attempts, the first lock given back, and another try "
                + "after a pause.")
        .parameter(
            Parameter.millis(
                "gap",
                "Gap",
                60,
                0,
                200,
                "How long each sleeps between the first lock and the second. At 0 the "
                    + "deadlock becomes a matter of luck."))
        .parameter(Parameter.integer("copies", "Copies", 3, 1, 5, "How many copies each makes."))
        .parameter(
            Parameter.millis(
                "patience",
                "Patience",
                40,
                1,
                200,
                "How long tryLock waits for the second lock before it gives up."))
        .small("copies", 1)
        .variant(
            Variant.wrong(
                    "opposite-order",
                    "Opposite order",
                    "Ann takes the scanner first, Bob the printer.",
                    OppositeOrder.class,
                    a -> new OppositeOrder(a.integer("gap"), a.integer("copies")))
                .withPython("opposite_order.py")
                .showing("deadlock", "lock-order-inversion"))
        .variant(
            Variant.right(
                    "global-order",
                    "One order for all",
                    "Both take the scanner first, then the printer.",
                    GlobalOrder.class,
                    a -> new GlobalOrder(a.integer("gap"), a.integer("copies")))
                .withPython("global_order.py"))
        .variant(
            Variant.right(
                    "try-lock",
                    "tryLock and back off",
                    "Opposite order, but whoever cannot get the second lock in time gives "
                        + "the first one back.",
                    TryLock.class,
                    a -> new TryLock(a.integer("gap"), a.integer("copies"), a.integer("patience")))
                .withPython("try_lock.py"))
        .build();
  }

  static Outcome outcome(int made, int expected) {
    return new Outcome(
        String.valueOf(made),
        made == expected,
        "%d of %d copies were made.".formatted(made, expected));
  }

  static Outcome outcome(int made, int expected, int attempts) {
    return new Outcome(
        String.valueOf(made),
        made == expected,
        "%d of %d copies were made, in %d attempts.".formatted(made, expected, attempts));
  }
}
