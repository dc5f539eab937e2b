package io.interleave.engine.explore;

import io.interleave.engine.event.Text;
import io.interleave.engine.explore.Report.Minimal;
import io.interleave.engine.run.Execute;
import io.interleave.engine.run.Program;
import io.interleave.engine.schedule.Driver;
import io.interleave.engine.schedule.Ending;
import io.interleave.engine.schedule.Promises;
import io.interleave.engine.schedule.RandomWalk;
import io.interleave.engine.schedule.Schedule;
import io.interleave.engine.schedule.Settings;
import io.interleave.engine.schedule.StalledException;
import io.interleave.engine.schedule.Strategy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A search through the schedules of one program, which can stop at a bound and be resumed.
 *
 * <p>Assumes what {@link io.interleave.engine.schedule.Execution} assumes. {@link Method#STATES}
 * assumes also that what threads hand to each other outside the primitives does not depend on the
 * order in which they do it. {@link #explore} is called by one thread at a time, {@link #cancel}
 * and {@link #report} by any.
 */
public final class Exploration {

  // How many executions of one search before it is the other's turn.
  private static final int SLICE = 256;
  // How many executions between two looks at the clock.
  private static final int LOOK = 32;
  private static final long REPORT_NANOS = 100_000_000;
  private static final int SAMPLES = 1_000;
  private static final long SAMPLE_NANOS = 300_000_000;
  private static final long MINIMIZE_NANOS = 2_000_000_000;

  private static final Text SURPRISE =
      new Text(
          "Random schedules had outcomes that none of the explored ones has, so nothing is proved: the "
              + "threads share something outside the primitives, or daemons were cut off by the end.",
          "随机调度出现了已探索的调度都没有的结果，所以什么也没有得到证明：线程之间共享了原语以外的东西，" + "或者守护线程在程序结束时被截断了。");

  private final Execute program;
  private final Settings settings;
  private final Method method;
  private final long seed;
  private final Driver.Kind carrier;
  private final List<Tally> tallies = new ArrayList<>();
  private volatile boolean cancelled;
  private volatile Report report;
  // The driver's own while it runs.
  private @Nullable Promises promises;
  private @Nullable Map<Tally.Key, Double> shares;
  private @Nullable Minimal minimal;
  private long spentNanos;
  private @Nullable Driver driver;

  public Exploration(Program program, Method method, Settings settings, long seed) {
    this(program, method, settings, seed, Driver.Kind.best());
  }

  /** The same on a certain kind of carrier. */
  public Exploration(
      Program program, Method method, Settings settings, long seed, Driver.Kind carrier) {
    this.program = new Execute(program);
    this.method = method;
    this.settings = settings;
    this.seed = seed;
    this.carrier = carrier;
    begin();
    this.report = tally(null);
  }

  private void begin() {
    switch (method) {
      case SEARCH -> tallies.add(new Tally(Method.SEARCH, new Sampling(seed)));
      case CLASSES -> tallies.add(new Tally(Method.CLASSES, new Dpor()));
      case STATES -> tallies.add(new Tally(Method.STATES, new StateGraph(false)));
      case INTERLEAVINGS -> tallies.add(new Tally(Method.INTERLEAVINGS, new Interleavings(false)));
      case AUTO -> {
        tallies.add(new Tally(Method.CLASSES, new Dpor()));
        // A hash of the state knows nothing of a modelled memory.
        if (settings.memory() == Settings.MemoryModel.SC) {
          tallies.add(new Tally(Method.STATES, new StateGraph(false)));
        }
      }
    }
    if (method == Method.STATES && settings.memory() != Settings.MemoryModel.SC) {
      throw new IllegalArgumentException(
          "an exploration by states knows sequentially consistent memory only");
    }
  }

  /**
   * Goes on until all is tried, or a bound is reached, or it is cancelled.
   *
   * @param progress is told now and then how far it is, by a thread of the exploration's own
   * @return how far it is then
   * @throws StalledException if the program waits where no scheduler can see it
   * @throws Unexplorable if the program has too many threads for the method
   */
  public Report explore(Bounds bounds, Consumer<Report> progress) throws InterruptedException {
    cancelled = false;
    List<Throwable> thrown = new ArrayList<>();
    Driver running =
        new Driver(
            own -> {
              try {
                drive(own, bounds, progress);
              } catch (RuntimeException | Error e) {
                thrown.add(e);
              }
            },
            carrier);
    driver = running;
    running.start();
    try {
      while (!running.await()) {
        if (cancelled) {
          running.cancel();
        }
      }
    } catch (InterruptedException e) {
      running.cancel();
      throw e;
    }
    Driver.rethrow(thrown);
    return report;
  }

  /**
   * Ends {@link #explore} soon, if that is under way; what it was doing is done again by the next.
   */
  public void cancel() {
    cancelled = true;
    Driver running = driver;
    if (running != null) {
      running.cancel();
    }
  }

  /** How far it is. */
  public Report report() {
    return report;
  }

  private void drive(Driver own, Bounds bounds, Consumer<Report> progress) {
    Clock clock = new Clock(bounds, spentNanos);
    if (promises == null) {
      promises = own.learn(program::main, settings);
    }
    boolean more = tallies.stream().noneMatch(tally -> tally.exhausted);
    while (more && !cancelled) {
      for (Tally tally : tallies) {
        more = more && slice(own, tally, clock, progress);
      }
    }
    if (!cancelled && method != Method.SEARCH && shares == null) {
      shares = sample(own);
    }
    if (!cancelled && (minimal == null || !minimal.proved())) {
      minimal = minimize(own);
    }
    spentNanos = clock.nanos();
    report = tally(clock);
    progress.accept(report);
  }

  /** Some executions of one search; whether there is more to do. */
  private boolean slice(Driver own, Tally tally, Clock clock, Consumer<Report> progress) {
    for (int i = 0; i < SLICE && !tally.spent; i++) {
      if (i % LOOK == 0) {
        if (clock.isOver() || cancelled) {
          return false;
        }
        if (clock.isTimeToReport()) {
          report = tally(clock);
          progress.accept(report);
        }
      }
      if (clock.executions == clock.bounds.executions()) {
        return false;
      }
      Strategy strategy = tally.next();
      if (strategy == null) {
        tally.exhausted = tally.search.isComplete();
        tally.spent = !tally.exhausted;
        return !tally.exhausted && tallies.stream().anyMatch(each -> !each.spent);
      }
      clock.executions++;
      Driver.Done done = execute(own, strategy);
      if (done.ending() == Ending.CANCELLED) {
        tally.interrupted = strategy;
        return false;
      }
      if (done.ending() == Ending.LIMIT) {
        throw new Unexplorable(
            new Text(
                    "The program has more than %d threads, or too many objects.",
                    "程序的线程超过 %d 个，或者对象太多。")
                .with(settings.threads()));
      }
      Verdict verdict = tally.count(done, program);
      if (method == Method.SEARCH && verdict != null && verdict.grade() == Grade.FORBIDDEN) {
        return false;
      }
    }
    return true;
  }

  private Driver.Done execute(Driver own, Strategy strategy) {
    Promises known = promises == null ? Promises.NONE : promises;
    return own.execute(program::main, settings, strategy, known, true);
  }

  /** The part of each outcome among random schedules. */
  private Map<Tally.Key, Double> sample(Driver own) {
    Map<Tally.Key, Double> counts = new HashMap<>();
    long end = System.nanoTime() + SAMPLE_NANOS;
    int samples = 0;
    while (samples < SAMPLES && System.nanoTime() - end < 0 && !cancelled) {
      Driver.Done done = execute(own, new RandomWalk(seed + samples));
      if (done.isConsistent()
          && (done.ending() == Ending.COMPLETED || done.ending() == Ending.STUCK)) {
        Verdict verdict = Verdict.of(done, program);
        counts.merge(new Tally.Key(verdict.value(), verdict.grade()), 1.0, Double::sum);
      }
      samples++;
    }
    double all = Math.max(1, samples);
    counts.replaceAll((key, count) -> count / all);
    return counts;
  }

  private @Nullable Minimal minimize(Driver own) {
    Schedule known = null;
    for (Tally tally : tallies) {
      known = known == null ? tally.forbidden() : known;
    }
    if (known == null) {
      return null;
    }
    boolean knowsStates = settings.memory() == Settings.MemoryModel.SC;
    Minimizer minimizer = new Minimizer(program, knowsStates, strategy -> execute(own, strategy));
    return minimizer.minimize(known, System.nanoTime() + MINIMIZE_NANOS);
  }

  private Report tally(@Nullable Clock clock) {
    Tally shown = tallies.getFirst();
    for (Tally tally : tallies) {
      shown = tally.exhausted ? tally : shown;
    }
    long executions = 0;
    for (Tally tally : tallies) {
      executions += tally.executions();
    }
    Text caveat = shown.exhausted && isSurprising(shown) ? SURPRISE : null;
    return new Report(
        shown.method,
        shown.exhausted && caveat == null,
        executions,
        shown.classes(),
        shown.redundant(),
        shown.deadlocked(),
        shown.cut(),
        shown.search.states(),
        shown.search.interleavings(),
        shown.rows(shares),
        minimal,
        caveat,
        Duration.ofNanos(clock == null ? spentNanos : clock.nanos()));
  }

  /** Whether random schedules had outcomes that none of all classes has. */
  private boolean isSurprising(Tally tally) {
    Map<Tally.Key, Double> sampled = shares;
    return sampled != null && tally.cut() == 0 && !tally.outcomes().containsAll(sampled.keySet());
  }

  /** What was used of the bounds. */
  private static final class Clock {
    final Bounds bounds;
    private final long before;
    private final long start = System.nanoTime();
    private long reported = start;
    long executions;

    Clock(Bounds bounds, long before) {
      this.bounds = bounds;
      this.before = before;
    }

    long nanos() {
      return before + System.nanoTime() - start;
    }

    boolean isOver() {
      return System.nanoTime() - start > bounds.time().toNanos();
    }

    boolean isTimeToReport() {
      long now = System.nanoTime();
      if (now - reported < REPORT_NANOS) {
        return false;
      }
      reported = now;
      return true;
    }
  }
}
