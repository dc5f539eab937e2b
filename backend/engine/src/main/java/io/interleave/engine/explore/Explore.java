package io.interleave.engine.explore;

import io.interleave.engine.event.Outcome;
import io.interleave.engine.explore.Report.Minimal;
import io.interleave.engine.run.Program;
import io.interleave.engine.schedule.Driver;
import io.interleave.engine.schedule.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Explores the schedules of your own program, from a {@code main} or a test:
 *
 * <pre>{@code
 * Explore.program(
 *         () -> {
 *           SharedInt counter = SharedInt.plain("counter", 0);
 *           TracedThread ann = TracedThread.platform("Ann", () -> counter.set(counter.get() + 1)).start();
 *           counter.set(counter.get() + 1);
 *           ann.join();
 *           return counter.get();
 *         })
 *     .expecting(total -> total == 2)
 *     .exhaustively()
 *     .check();
 * }</pre>
 *
 * <p>The program makes its threads, locks, variables... of the engine's primitives, anew each time
 * it is called, and depends on nothing else that changes: what its threads share otherwise is not
 * seen, and a pass says nothing about it. A deadlock, a livelock, an exception that ends a thread
 * and an unexpected result are failures. Not thread-safe.
 *
 * @param <T> what the program returns
 */
public final class Explore<T extends @Nullable Object> {

  /** A program; it runs on its main thread, and may start others. */
  @FunctionalInterface
  public interface Body<T extends @Nullable Object> {
    T run() throws Exception;
  }

  private static final System.Logger LOG = System.getLogger(Explore.class.getName());

  /** Initialized by the first exploration. */
  private static final class Advice {
    static {
      if (Driver.Kind.best() == Driver.Kind.VIRTUAL_THREADS) {
        Module engine = Explore.class.getModule();
        LOG.log(
            System.Logger.Level.INFO,
            "Threads are explored as virtual threads, 20 to 200 times slower than as continuations of the JDK. "
                + "To use those, add this to the options of the JVM: --add-exports java.base/jdk.internal.vm="
                + (engine.isNamed() ? engine.getName() : "ALL-UNNAMED"));
      }
    }

    static void give() {}
  }

  private final Body<T> body;
  private Predicate<? super T> expected = result -> true;
  private Method method = Method.SEARCH;
  private Bounds bounds = Bounds.DEFAULT;
  private Settings settings = Settings.DEFAULT.withRetries(3).withSteps(20_000);
  private long seed = ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE);
  private Path traces = Path.of("target", "interleave");

  private Explore(Body<T> body) {
    this.body = body;
  }

  /** Begins with a program; by default it is searched for a deadlock or an exception. */
  public static <T extends @Nullable Object> Explore<T> program(Body<T> body) {
    return new Explore<>(body);
  }

  /** Every result must satisfy this. */
  public Explore<T> expecting(Predicate<? super T> condition) {
    this.expected = condition;
    return this;
  }

  /**
   * Tries one schedule of each equivalence class. A program of more than 64 threads is searched by
   * chance instead, which is no proof.
   */
  public Explore<T> exhaustively() {
    return by(Method.AUTO);
  }

  /** Tries schedules in a certain way; {@link Method#SEARCH} if nothing is said. */
  public Explore<T> by(Method way) {
    this.method = way;
    return this;
  }

  /** Stops after so many executions or so much time; {@link Bounds#DEFAULT} if nothing is said. */
  public Explore<T> within(Bounds most) {
    this.bounds = most;
    return this;
  }

  /** Stops after so much time. */
  public Explore<T> within(Duration time) {
    return within(new Bounds(Long.MAX_VALUE, time, bounds.minimizing()));
  }

  /**
   * For how long a failure is made simple, once one is found; zero leaves it as it was found. Two
   * seconds if nothing is said.
   */
  public Explore<T> minimizing(Duration most) {
    this.bounds = bounds.withMinimizing(most);
    return this;
  }

  /**
   * What one execution may do, and what memory it has; {@link Settings#DEFAULT} with at most 3
   * failed attempts a thread and 20,000 steps if nothing is said. What is cut at these bounds was
   * not tried.
   */
  public Explore<T> with(Settings each) {
    this.settings = each;
    return this;
  }

  /** Makes a search repeatable; a random seed if nothing is said, which a failure names. */
  public Explore<T> seed(long number) {
    this.seed = number;
    return this;
  }

  /** Where the trace of a failure is written; {@code target/interleave} if nothing is said. */
  public Explore<T> tracesIn(Path directory) {
    this.traces = directory;
    return this;
  }

  /**
   * Explores.
   *
   * @throws io.interleave.engine.schedule.StalledException if the program waits where no scheduler
   *     can see it
   */
  public Report run() throws InterruptedException {
    Advice.give();
    return new Exploration(program(), method, settings, seed).explore(bounds, report -> {});
  }

  /**
   * Explores, and fails where some schedule does; where the exploration was to be exhaustive, also
   * where it could not be. A search that finds no failure proves nothing; it passes, and the log
   * says how much it tried.
   *
   * @throws AssertionError that says how it fails, in words, with the schedule, the seed and a
   *     trace file
   */
  public Report check() throws InterruptedException {
    Report report = run();
    Minimal minimal = report.minimal();
    if (minimal != null) {
      throw new AssertionError(failure(report, minimal));
    }
    if (method == Method.SEARCH) {
      LOG.log(System.Logger.Level.INFO, () -> "Nothing is proved: " + tried(report));
    } else if (!report.exhaustive()) {
      throw new AssertionError("Not everything was tried: " + tried(report));
    }
    return report;
  }

  /** How much, and what nobody can see. */
  private String tried(Report report) {
    String caveat = report.caveat() == null ? "" : " " + report.caveat().en();
    return "%d execution%s in %d ms found %d class%s and no failure (seed %d).%s %s"
        .formatted(
            report.executions(),
            report.executions() == 1 ? "" : "s",
            report.elapsed().toMillis(),
            report.classes(),
            report.classes() == 1 ? "" : "es",
            seed,
            caveat,
            Report.UNSEEN.en());
  }

  private Program program() {
    return () -> {
      T result = body.run();
      return new Outcome(
          String.valueOf(result), expected.test(result), "The result was " + result + ".");
    };
  }

  private String failure(Report report, Minimal minimal) throws InterruptedException {
    StringBuilder text = new StringBuilder();
    text.append("%s%n%n".formatted(minimal.summary().en()));
    minimal.words().forEach(sentence -> text.append("  %s%n".formatted(sentence.en())));
    text.append(
        "%n%d preemption%s%s, %d steps; schedule %s%n"
            .formatted(
                minimal.preemptions(),
                minimal.preemptions() == 1 ? "" : "s",
                minimal.proved() ? " (none has fewer)" : "",
                minimal.steps(),
                minimal.schedule()));
    text.append(
        "found by %s with seed %d in %d executions%n"
            .formatted(report.method().id(), seed, report.executions()));
    try {
      Path file = FailureTrace.write(program(), settings, minimal, traces);
      text.append("trace, to be opened on Interleave's page /open: %s%n".formatted(file));
    } catch (IOException e) {
      throw new UncheckedIOException("the trace of a failure cannot be written", e);
    }
    return text.toString();
  }
}
