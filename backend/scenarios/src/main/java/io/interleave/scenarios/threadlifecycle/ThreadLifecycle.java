package io.interleave.scenarios.threadlifecycle;

import io.interleave.engine.event.Outcome;
import io.interleave.scenario.Parameter;
import io.interleave.scenario.Scenario;
import io.interleave.scenario.Variant;
import io.interleave.scenario.text.Sentence;
import io.interleave.scenario.text.TextFiles;
import io.interleave.scenarios.Topics;
import java.util.Collection;
import java.util.List;

/** A thread is made, started, works, sleeps and ends; calling run() is none of that. */
public final class ThreadLifecycle {

  private static final TextFiles TEXTS = TextFiles.of(ThreadLifecycle.class);
  private static final Sentence FINISHED = TEXTS.sentence("finished", "finished", "threads");
  private static final Sentence ON_OWN_THREADS =
      TEXTS.sentence("on-own-threads", "finished", "threads");
  private static final Sentence BY_MAIN = TEXTS.sentence("by-main", "finished", "threads");

  private ThreadLifecycle() {}

  public static Scenario scenario() {
    return Scenario.of("thread-lifecycle", TEXTS)
        .topic(Topics.THREADS_AND_RACES)
        .parameter(Parameter.integer("threads", 3, 1, 8))
        .parameter(Parameter.millis("work", 60, 1, 150))
        .parameter(Parameter.millis("nap", 150, 0, 250))
        .parameter(Parameter.flag("join", true))
        .small("threads", 2)
        .variant(Variant.wrong("run", CallRun.class).withPython("call_run.py"))
        .variant(Variant.wrong("daemon", StartDaemons.class).withPython("start_daemons.py"))
        .variant(Variant.right("start", StartThreads.class).withPython("start_threads.py"))
        .variant(Variant.right("virtual", StartVirtual.class))
        .build();
  }

  /** What main can say, given the names of the threads that finished a piece of work so far. */
  static Outcome outcome(int threads, Collection<String> finishers) {
    List<String> finished = List.copyOf(finishers);
    long ownThreads = finished.stream().filter(name -> !name.equals("main")).distinct().count();
    boolean goalMet = finished.size() == threads && ownThreads == threads;
    boolean byMain = !finished.isEmpty() && ownThreads == 0;
    Sentence how = goalMet ? ON_OWN_THREADS : byMain ? BY_MAIN : FINISHED;
    return new Outcome(
        "%d/%d".formatted(finished.size(), threads), goalMet, how.with(finished.size(), threads));
  }
}
