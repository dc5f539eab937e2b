package io.interleave.scenarios.threadlifecycle;

import io.interleave.engine.event.Event;
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
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A thread is made, started, works, sleeps and ends; calling run() is none of that. */
public final class ThreadLifecycle {

  private static final TextFiles TEXTS = TextFiles.of(ThreadLifecycle.class);
  private static final Sentence FINISHED = TEXTS.sentence("finished", "finished", "threads");
  private static final Sentence ON_OWN_THREADS =
      TEXTS.sentence("on-own-threads", "finished", "threads");
  private static final Sentence BY_MAIN = TEXTS.sentence("by-main", "finished", "threads");
  private static final Sentence LIVED = TEXTS.told("lived", "worker", "time");
  private static final Sentence CUT = TEXTS.told("cut", "worker");
  private static final Sentence CALLED = TEXTS.told("called", "times");

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
        .asking(Question.number("finished", ThreadLifecycle::finished))
        .asking(
            Question.whether(
                "own-lane",
                facts -> facts.by("worker 1", Kind.THREAD_START).map(Facts::seq).findFirst()))
        .telling(ThreadLifecycle::tell)
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

  /** How many pieces of work were done when main ended. */
  private static Optional<Answer> finished(Facts facts) {
    return facts
        .by("main", Kind.THREAD_END)
        .findFirst()
        .map(
            end ->
                facts.count(
                    facts.on("finished", Kind.QUEUE_PUT).filter(put -> put.seq() < end.seq())));
  }

  private static Stream<Said> tell(Facts facts) {
    List<Event> starts = facts.events(Kind.THREAD_START).skip(1).toList();
    if (starts.isEmpty()) {
      long calls = facts.events(Kind.THREAD_SLEEP).count();
      return Stream.of(CALLED.at(0, calls));
    }
    return starts.stream()
        .limit(3)
        .map(
            start ->
                facts
                    .by(facts.thread(start), Kind.THREAD_END)
                    .findFirst()
                    .map(
                        end ->
                            LIVED.at(
                                start.seq(), facts.thread(start), facts.time(end.t() - start.t())))
                    .orElseGet(() -> CUT.at(start.seq(), facts.thread(start))));
  }
}
