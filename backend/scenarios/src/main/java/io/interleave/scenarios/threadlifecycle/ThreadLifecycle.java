package io.interleave.scenarios.threadlifecycle;

import io.interleave.engine.event.Outcome;
import io.interleave.scenario.Parameter;
import io.interleave.scenario.Scenario;
import io.interleave.scenario.Variant;
import io.interleave.scenarios.Topics;
import java.util.Collection;
import java.util.List;

/** A thread is made, started, works, sleeps and ends; calling run() is none of that. */
public final class ThreadLifecycle {

  private ThreadLifecycle() {}

  public static Scenario scenario() {
    return Scenario.titled("thread-lifecycle", "The life of a thread")
        .topic(Topics.THREADS_AND_RACES)
        .summary(
            "Threads are created, started, run, sleep and end, and main waits for them, or "
                + "does not.")
        .story(
            """
            Main has a few pieces of work to hand out and makes a thread for each. Making one is not
            yet starting it: until start() is called there is an object in memory and nothing runs.
            From then on the thread has a life of its own. It runs when a processor is free, sleeps
            when it asks to, and ends when its body returns. Meanwhile main goes on, and isAlive()
            tells it who has started and not yet ended.

            Main often wants the results, so it calls join() on each thread and stands still until
            that thread has ended. Without the join it reports too early.

            Two mistakes are worth making once. Calling run() instead of start() executes the body
            as an ordinary method call: on main's own thread, one after the other, and no new thread
            ever runs. And a daemon thread is one that the program does not wait for: when main
            ends, daemons are cut off wherever they are, in the middle of a line or in their sleep.
            """)
        .goal("Every piece of work is finished, on a thread of its own, before main reports.")
        .lookFor("With run(): one lane does everything, and the workers' lanes stay empty.")
        .lookFor("With start(): the workers' lanes overlap, first in work, then in sleep.")
        .lookFor(
            "Main's notes about who is alive: no before the start, yes while it runs or "
                + "sleeps, no after the join.")
        .lookFor("Main's lane waits at each join until the lane it waits for has ended.")
        .lookFor("With daemons: main ends, and their lanes stop without an end.")
        .parameter(Parameter.integer("threads", "Threads", 3, 1, 8, "How many threads main makes."))
        .parameter(
            Parameter.millis("work", "Work", 60, 1, 150, "CPU time that each piece of work needs."))
        .parameter(
            Parameter.millis(
                "nap", "Sleep", 150, 0, 250, "How long each thread sleeps after its work."))
        .parameter(
            Parameter.flag(
                "join",
                "Join",
                true,
                "Whether main waits for the threads that it started before it reports. "
                    + "Calling run() needs no join, and the daemons are never joined."))
        .small("threads", 2)
        .variant(
            Variant.wrong(
                    "run",
                    "run()",
                    "The body is called like any method: main does all the work itself.",
                    CallRun.class,
                    a -> new CallRun(a.integer("threads"), a.integer("work"), a.integer("nap")))
                .withPython("call_run.py"))
        .variant(
            Variant.wrong(
                    "daemon",
                    "Daemon threads",
                    "Started, but as daemons that nobody joins: cut off when main ends.",
                    StartDaemons.class,
                    a ->
                        new StartDaemons(a.integer("threads"), a.integer("work"), a.integer("nap")))
                .withPython("start_daemons.py"))
        .variant(
            Variant.right(
                    "start",
                    "start() and join()",
                    "Each body runs on a thread of its own, and main waits for its end.",
                    StartThreads.class,
                    a ->
                        new StartThreads(
                            a.integer("threads"),
                            a.integer("work"),
                            a.integer("nap"),
                            a.flag("join")))
                .withPython("start_threads.py"))
        .variant(
            Variant.right(
                "virtual",
                "Virtual threads",
                "The same life on threads so light that a program can have a million; they "
                    + "are always daemons.",
                StartVirtual.class,
                a ->
                    new StartVirtual(
                        a.integer("threads"), a.integer("work"), a.integer("nap"), a.flag("join"))))
        .build();
  }

  /** What main can say, given the names of the threads that finished a piece of work so far. */
  static Outcome outcome(int threads, Collection<String> finishers) {
    List<String> finished = List.copyOf(finishers);
    long ownThreads = finished.stream().filter(name -> !name.equals("main")).distinct().count();
    boolean goalMet = finished.size() == threads && ownThreads == threads;
    String how = goalMet ? ", each on a thread of its own" : "";
    if (!finished.isEmpty() && ownThreads == 0) {
      how = ", all by main itself";
    }
    String summary =
        "When main reported, %d of %d pieces of work were finished%s."
            .formatted(finished.size(), threads, how);
    return new Outcome("%d of %d".formatted(finished.size(), threads), goalMet, summary);
  }
}
