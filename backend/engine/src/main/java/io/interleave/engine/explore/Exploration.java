package io.interleave.engine.explore;

import io.interleave.engine.event.Finding;
import io.interleave.engine.event.Text;
import io.interleave.engine.explore.Report.Minimal;
import io.interleave.engine.run.Execute;
import io.interleave.engine.run.Limits;
import io.interleave.engine.run.Program;
import io.interleave.engine.run.Recorded;
import io.interleave.engine.schedule.Driver;
import io.interleave.engine.schedule.Ending;
import io.interleave.engine.schedule.Loops;
import io.interleave.engine.schedule.Promises;
import io.interleave.engine.schedule.RandomWalk;
import io.interleave.engine.schedule.Replay;
import io.interleave.engine.schedule.Schedule;
import io.interleave.engine.schedule.Sequential;
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

  private static final long REPORT_NANOS = 100_000_000;
  private static final int SAMPLES = 1_000;
  private static final long SAMPLE_NANOS = 300_000_000;

  private static final Text SURPRISE =
      new Text(
          "Random schedules had outcomes that none of the explored ones has, so nothing is proved: the "
              + "threads share something outside the primitives, or daemons were cut off by the end.",
          "随机调度出现了已探索的调度都没有的结果，所以什么也没有得到证明：线程之间共享了原语以外的东西，" + "或者守护线程在程序结束时被截断了。");

  private static final Text CUT_DAEMONS =
      new Text(
          "Daemons were cut off by the program's end, and what they would have done was not tried.",
          "守护线程被程序的结束截断，它们接下来会做什么没有尝试。");

  private static final Text TOO_MANY_THREADS =
      new Text(
              "The program has more than %d threads, too many to be explored by classes: schedules were tried by chance.",
              "程序的线程超过 %d 个，无法按等价类探索：只随机尝试了一些调度。")
          .with(Dpor.MOST_THREADS);

  private final Execute program;
  private final Settings settings;
  private final Method method;
  private final long seed;
  private final Driver.Kind carrier;
  private final Loops loops = Loops.unknown();
  private Tally tally;
  private boolean fellBack;
  private volatile boolean cancelled;
  private volatile Report report;
  // The driver's own while it runs.
  private @Nullable Promises promises;
  private @Nullable Map<Tally.Key, Double> shares;
  private boolean lookedForLivelock;
  // Found by that, and not to be made simpler.
  private @Nullable Minimal livelock;
  private @Nullable Minimal minimal;
  private long spentNanos;
  private @Nullable Driver driver;

  public Exploration(Program program, Method method, Settings settings, long seed) {
    this(program, method, settings, seed, Driver.Kind.best());
  }

  /** The same on a certain kind of carrier. */
  public Exploration(
      Program program, Method method, Settings settings, long seed, Driver.Kind carrier) {
    if (method == Method.STATES && settings.memory() != Settings.MemoryModel.SC) {
      throw new IllegalArgumentException(
          "an exploration by states knows sequentially consistent memory only");
    }
    this.program = new Execute(program);
    this.method = method;
    this.settings = settings;
    this.seed = seed;
    this.carrier = carrier;
    this.tally =
        switch (method) {
          case SEARCH -> new Tally(Method.SEARCH, () -> new Sampling(seed));
          case CLASSES, AUTO -> new Tally(Method.CLASSES, Dpor::new);
          case STATES -> new Tally(Method.STATES, () -> new StateGraph(false));
          case INTERLEAVINGS -> new Tally(Method.INTERLEAVINGS, () -> new Interleavings(false));
        };
    this.report = report(0);
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
    if (promises == null) {
      promises = own.learn(program::main, settings);
    }
    try {
      search(own, bounds, progress);
    } catch (Unexplorable e) {
      if (method != Method.AUTO || fellBack) {
        throw e;
      }
      fellBack = true;
      tally = new Tally(Method.SEARCH, () -> new Sampling(seed));
      search(own, bounds, progress);
    }
    if (!cancelled && tally.method != Method.SEARCH && shares == null) {
      shares = sample(own);
    }
    if (!cancelled && !lookedForLivelock && tally.forbidden() == null && struggles()) {
      lookedForLivelock = true;
      livelock = new Livelock(program, settings, own).find(promises());
      if (livelock != null) {
        Verdict verdict = new Verdict(livelock.value(), Grade.FORBIDDEN, livelock.summary());
        tally.saw(verdict, livelock.schedule());
      }
      minimal = livelock;
    } else if (!cancelled && livelock == null && (minimal == null || !minimal.proved())) {
      minimal = minimize(own, bounds.minimizing());
    }
    report = report(spentNanos);
    progress.accept(report);
  }

  /** Whether attempts failed, so that some might fail for ever. */
  private boolean struggles() {
    return tally.cut() > 0
        || tally.outcomes().stream().anyMatch(each -> each.grade() == Grade.INTERESTING);
  }

  private void search(Driver own, Bounds bounds, Consumer<Report> progress) {
    Clock clock = new Clock(bounds, spentNanos);
    try {
      while (!cancelled && !tally.exhausted && !tally.spent && clock.goesOn()) {
        if (clock.isTimeToReport()) {
          report = report(clock.nanos());
          progress.accept(report);
        }
        if (!next(own, clock)) {
          return;
        }
      }
    } finally {
      spentNanos = clock.nanos();
    }
  }

  /** One execution; whether there is more to do. */
  private boolean next(Driver own, Clock clock) {
    Strategy strategy = tally.next();
    if (strategy == null) {
      tally.exhausted = tally.search.isComplete();
      tally.spent = !tally.exhausted;
      return false;
    }
    clock.executions++;
    int known = loops.version();
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
    Loops.Met met = loops.met();
    if (met != null) {
      tryLoop(own, done.execution().schedule(), met);
    }
    if (loops.version() != known) {
      tally.begin();
      shares = null;
      minimal = null;
      livelock = null;
      lookedForLivelock = false;
      return true;
    }
    Verdict verdict = tally.count(done, program, Duration.ofNanos(clock.nanos()));
    return tally.method != Method.SEARCH || verdict == null || verdict.grade() != Grade.FORBIDDEN;
  }

  private Driver.Done execute(Driver own, Strategy strategy) {
    return own.execute(program::main, settings, strategy, promises(), loops, true);
  }

  private Promises promises() {
    return promises == null ? Promises.NONE : promises;
  }

  /** Whether a thread that was seen going round does so for ever if it is left alone. */
  private void tryLoop(Driver own, Schedule schedule, Loops.Met met) {
    Schedule before = schedule.first(met.step());
    Trial trial = new Trial(met.task(), before);
    Settings patient =
        settings.withRetries(Integer.MAX_VALUE).withSteps(settings.steps() + 10 * Loops.ROUNDS);
    Strategy strategy = new Replay(before, trial);
    var _ = own.execute(program::main, patient, strategy, promises(), Loops.trial(), true);
    loops.learn(met.id(), trial.isEndless());
  }

  /** The part of each outcome among random schedules. */
  private Map<Tally.Key, Double> sample(Driver own) {
    Map<Tally.Key, Double> counts = new HashMap<>();
    List<Runnable> failures = new ArrayList<>();
    long end = System.nanoTime() + SAMPLE_NANOS;
    int samples = 0;
    while (samples < SAMPLES && System.nanoTime() - end < 0 && !cancelled) {
      Driver.Done done = execute(own, new RandomWalk(seed + samples));
      if (Verdict.isDue(done)) {
        Verdict verdict = Verdict.of(done, program);
        counts.merge(new Tally.Key(verdict.value(), verdict.grade()), 1.0, Double::sum);
        if (verdict.grade() == Grade.FORBIDDEN) {
          Schedule schedule = done.execution().schedule();
          failures.add(() -> tally.saw(verdict, schedule));
        }
      }
      samples++;
    }
    double all = Math.max(1, samples);
    counts.replaceAll((key, count) -> count / all);
    failures.forEach(Runnable::run);
    return counts;
  }

  private @Nullable Minimal minimize(Driver own, Duration time) {
    Schedule known = tally.forbidden();
    if (known == null) {
      return null;
    }
    Minimizer minimizer = new Minimizer(program, strategy -> execute(own, strategy));
    Minimal simple = minimizer.minimize(known, System.nanoTime() + time.toNanos());
    return simple.with(findings(own, simple.schedule()));
  }

  /** What the analyses say of a schedule. */
  private List<Finding> findings(Driver own, Schedule schedule) {
    Driver.Done done =
        own.execute(
            program::main,
            settings.withEvents(Limits.DEFAULT.maxEvents()),
            new Replay(schedule, new Sequential()),
            promises(),
            loops,
            false);
    return Recorded.of(done, program, Limits.DEFAULT, false).findings();
  }

  private Report report(long nanos) {
    Text caveat = caveat();
    return new Report(
        tally.method,
        tally.exhausted && caveat == null,
        tally.executions(),
        tally.classes(),
        tally.redundant(),
        tally.deadlocked(),
        tally.cut(),
        tally.search.states(),
        tally.search.interleavings(),
        tally.rows(shares),
        minimal,
        caveat,
        tally.firstFailure(),
        Duration.ofNanos(nanos));
  }

  /** Why nothing is proved although there is nothing left to try; null where there is no reason. */
  private @Nullable Text caveat() {
    if (fellBack) {
      return TOO_MANY_THREADS;
    }
    if (!tally.exhausted) {
      return tally.spent && tally.method == Method.CLASSES ? CUT_DAEMONS : null;
    }
    if (tally.cut() > 0) {
      return cut();
    }
    return shares != null && !tally.explored().containsAll(shares.keySet()) ? SURPRISE : null;
  }

  private Text cut() {
    Text steps = new Text("%d steps", "%d 步").with(settings.steps());
    Text bound =
        settings.retries() == Integer.MAX_VALUE
            ? steps
            : new Text("%d failed attempts of a thread, or after %s,", "某个线程失败 %d 次或者%s")
                .with(settings.retries(), steps);
    return new Text(
            "What comes after %s was not tried: this cut off %d of the classes.",
            "%s之后会怎样没有尝试：因此有 %d 个等价类被截断。")
        .with(bound, tally.cut());
  }

  /** What was used of the bounds. */
  private static final class Clock {
    private final Bounds bounds;
    private final long before;
    private final long start = System.nanoTime();
    private long now = start;
    private long reported = start;
    long executions;

    Clock(Bounds bounds, long before) {
      this.bounds = bounds;
      this.before = before;
    }

    long nanos() {
      return before + System.nanoTime() - start;
    }

    /** Whether no bound is reached. */
    boolean goesOn() {
      now = System.nanoTime();
      return executions < bounds.executions() && now - start <= bounds.time().toNanos();
    }

    boolean isTimeToReport() {
      if (now - reported < REPORT_NANOS) {
        return false;
      }
      reported = now;
      return true;
    }
  }
}
