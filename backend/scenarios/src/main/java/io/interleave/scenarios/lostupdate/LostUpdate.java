package io.interleave.scenarios.lostupdate;

import io.interleave.engine.event.Outcome;
import io.interleave.engine.run.Program;
import io.interleave.scenario.Arguments;
import io.interleave.scenario.Parameter;
import io.interleave.scenario.Scenario;
import io.interleave.scenario.Variant;
import io.interleave.scenarios.Topics;
import java.util.function.Function;

/**
 * Adding one is three steps, and a thread that reads between another's steps wipes out its work.
 */
public final class LostUpdate {

  private LostUpdate() {}

  public static Scenario scenario() {
    return Scenario.titled("lost-update", "The lost update")
        .topic(Topics.THREADS_AND_RACES)
        .summary("Several threads add to one counter, and the total comes out too small.")
        .story(
            """
            A turnstile at each entrance of a fair adds one to a shared counter for every visitor.
            At the end of the day the counter should equal the number of visitors. It is almost
            always less.

            Adding one looks like a single act and is three: read the counter, add one to what was
            read, write the result back. Two threads that both read 7 will both write 8. Two
            visitors came in, and the counter grew by one: the second write has overwritten the
            first, and the first visitor was never counted.

            Making the counter volatile does not help. It makes every read see the newest value, but
            the value can still change between the read and the write. What helps is to make the
            three steps one: hold a lock around them, or use an operation that is atomic by itself.
            """)
        .goal("The counter ends at the number of increments that were made.")
        .lookFor("Two reads of the same value by different threads before either of them writes.")
        .lookFor("A write that puts a smaller number, or the same one, over a newer value.")
        .lookFor(
            "With the lock: the same three steps, but never two threads between read and write.")
        .lookFor(
            "With the atomic counter: one event where there were two, and no one waits for anyone.")
        .parameter(
            Parameter.integer(
                "threads", "Threads", 3, 1, 8, "How many threads add to the counter."))
        .parameter(
            Parameter.integer(
                "increments", "Increments", 40, 1, 100, "How often each thread adds one."))
        .parameter(
            Parameter.millis(
                "gap",
                "Work between the steps",
                1,
                0,
                2,
                "CPU work between reading and writing, or before the step where there is "
                    + "only one. At 0 the window closes to almost nothing, and a lost update "
                    + "becomes rare enough to slip through a test."))
        .small("threads", 2)
        .small("increments", 1)
        .variant(
            Variant.wrong(
                    "plain",
                    "Plain variable",
                    "Read, add, write, with nothing to keep other threads out.",
                    PlainCounter.class,
                    with(PlainCounter::new))
                .withPython("plain_counter.py")
                .showing("data-race", "lost-update"))
        .variant(
            Variant.wrong(
                    "volatile",
                    "Volatile variable",
                    "Every read sees the newest value, and it still changes before the write.",
                    VolatileCounter.class,
                    with(VolatileCounter::new))
                .showing("lost-update"))
        .variant(
            Variant.right(
                    "lock",
                    "Lock",
                    "A lock around the three steps: one thread at a time.",
                    LockedCounter.class,
                    with(LockedCounter::new))
                .withPython("locked_counter.py"))
        .variant(
            Variant.right(
                "atomic",
                "Atomic integer",
                "One indivisible step instead of three.",
                AtomicCounter.class,
                with(AtomicCounter::new)))
        .variant(
            Variant.right(
                "adder",
                "LongAdder",
                "Threads add to cells that are summed up at the end.",
                AddingCounter.class,
                with(AddingCounter::new)))
        .build();
  }

  @FunctionalInterface
  private interface Maker {
    Program make(int threads, int increments, int gap);
  }

  private static Function<Arguments, Program> with(Maker maker) {
    return arguments ->
        maker.make(
            arguments.integer("threads"),
            arguments.integer("increments"),
            arguments.integer("gap"));
  }

  static Outcome outcome(long counted, int expected) {
    long lost = expected - counted;
    String summary =
        lost == 0
            ? "All %d increments were counted.".formatted(expected)
            : "%d increments were made and the counter says %d: %d %s lost."
                .formatted(expected, counted, lost, lost == 1 ? "was" : "were");
    return new Outcome(String.valueOf(counted), counted == expected, summary);
  }
}
