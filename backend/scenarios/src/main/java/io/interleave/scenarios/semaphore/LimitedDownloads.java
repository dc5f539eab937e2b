package io.interleave.scenarios.semaphore;

import io.interleave.engine.event.Outcome;
import io.interleave.engine.run.Program;
import io.interleave.scenario.Arguments;
import io.interleave.scenario.Parameter;
import io.interleave.scenario.Scenario;
import io.interleave.scenario.Variant;
import io.interleave.scenarios.Topics;
import java.util.function.Function;

/** A semaphore lets some in, not one and not all. */
public final class LimitedDownloads {

  private LimitedDownloads() {}

  public static Scenario scenario() {
    return Scenario.titled("semaphore", "Only so many at once")
        .topic(Topics.SYNCHRONISERS)
        .summary("Five threads download from a server that allows three connections at a time.")
        .story(
            """
            A small server copes with three connections at a time and no more. Five threads want to
            download from it, several files each. One lock around the download would respect the
            limit and waste two of the three connections. No lock at all, and five are on the line
            at once.

            A semaphore is made for this. It begins with three permits. Taking one with acquire()
            lets a thread go on if there is one left and makes it wait if there is none; release()
            puts one back, and a waiting thread takes it. The semaphore does not know or care who
            has the permits. It only counts, so a permit that is not given back is lost, and one
            that is given back twice lets an extra thread in. That is why the release stands in a
            finally block.
            """)
        .goal("There are never more downloads at once than the server allows.")
        .lookFor("Without the semaphore: the count of downloads goes up to the number of threads.")
        .lookFor(
            "With it: permits go 3, 2, 1, 0, and from there on every acquire waits for a release.")
        .lookFor("Each wait ends at another lane's release: follow the arrow back to it.")
        .lookFor("Set the permits to 1, and the semaphore works like a lock.")
        .parameter(Parameter.integer("threads", "Threads", 5, 1, 10, "How many threads download."))
        .parameter(
            Parameter.integer(
                "permits",
                "Allowed at once",
                3,
                1,
                8,
                "How many downloads the server allows at once."))
        .parameter(
            Parameter.integer("files", "Files", 3, 1, 6, "How many files each thread downloads."))
        .parameter(Parameter.millis("hold", "Download", 80, 1, 200, "How long a download takes."))
        .parameter(
            Parameter.millis(
                "pause", "Work between", 15, 0, 30, "CPU work on a file before the next download."))
        .small("threads", 3)
        .small("permits", 2)
        .small("files", 1)
        .variant(
            Variant.wrong(
                    "none",
                    "No limit",
                    "Whoever wants to download does.",
                    NoLimit.class,
                    with(NoLimit::new))
                .withPython("no_limit.py"))
        .variant(
            Variant.right(
                    "semaphore",
                    "Semaphore",
                    "A download needs a permit, and there are only so many.",
                    Permits.class,
                    with(Permits::new))
                .withPython("permits.py"))
        .build();
  }

  @FunctionalInterface
  private interface Maker {
    Program make(int threads, int permits, int files, int hold, int pause);
  }

  private static Function<Arguments, Program> with(Maker maker) {
    return arguments ->
        maker.make(
            arguments.integer("threads"),
            arguments.integer("permits"),
            arguments.integer("files"),
            arguments.integer("hold"),
            arguments.integer("pause"));
  }

  static Outcome outcome(int most, int allowed) {
    return new Outcome(
        String.valueOf(most),
        most <= allowed,
        "At most %d downloads ran at once; the server allows %d.".formatted(most, allowed));
  }
}
