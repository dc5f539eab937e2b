package io.interleave.scenario;

import io.interleave.engine.event.Text;
import io.interleave.engine.explore.Bounds;
import io.interleave.engine.explore.Exploration;
import io.interleave.engine.explore.Method;
import io.interleave.engine.explore.Report;
import io.interleave.engine.run.ControlledRun;
import io.interleave.engine.run.End;
import io.interleave.engine.run.Plan;
import io.interleave.engine.schedule.Settings;
import io.interleave.engine.schedule.Strategies;
import io.interleave.scenario.Runs.Case;
import io.interleave.scenario.Runs.Run;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs and explores variants of the catalogue, controlled; tests share runs and explorations. */
public final class ControlledRuns {

  // One failed attempt may follow another for ever; few a thread show what there is to see.
  private static final Settings SETTINGS = Settings.DEFAULT.withSteps(2_000);

  // Most small instances are exhausted within a thousand; the largest, five philosophers who put
  // forks back, within 20,000.
  private static final int EXECUTIONS = 100_000;
  private static final int SEARCHED = 2_000;
  // Never reached unless something hangs: executions are the bound.
  private static final Duration HANGS = Duration.ofMinutes(5);

  // A run takes some 130 kB. Of higher seeds there is one test, which makes its own.
  private static final int SHARED_SEEDS = 10;

  private record Key(String variant, Strategies strategy, int seed, Map<String, ?> given) {}

  private record Explored(String variant, Method method) {}

  private static final Memo<Key, Run> RUNS = new Memo<>();
  private static final Memo<Explored, Report> EXPLORATIONS = new Memo<>();

  private ControlledRuns() {}

  /** Every variant that is wrong, or right, of the scenarios that run controlled. */
  public static Stream<Case> variants(boolean correct) {
    return all().filter(each -> Boolean.valueOf(correct).equals(each.variant().correct()));
  }

  /** Every variant of the scenarios that run controlled. */
  public static Stream<Case> all() {
    return Runs.all().filter(each -> each.scenario().modes().contains("controlled"));
  }

  /** The exploration of the small instance; a search tries 2000 schedules. */
  public static Report explore(Case which, Method method) {
    return EXPLORATIONS.get(
        new Explored(which.toString(), method),
        () -> {
          Map<String, ?> small = which.scenario().smallWith(Map.of());
          int retries = Boolean.TRUE.equals(which.variant().correct()) ? 2 : 3;
          Settings settings = SETTINGS.withMemory(which.scenario().memory()).withRetries(retries);
          int executions = method == Method.SEARCH ? SEARCHED : EXECUTIONS;
          return explore(
              new Exploration(which.program(small), method, settings, 1),
              new Bounds(executions, HANGS));
        });
  }

  /** Whether all was tried but what comes after more failed attempts than are allowed. */
  public static boolean isExhausted(Report report) {
    Text caveat = report.caveat();
    return report.exhaustive() || (caveat != null && caveat.en().contains("this cut off"));
  }

  /**
   * An exploration proves its simplest schedule in 50 ms, or gives up after two seconds: on a busy
   * machine with a cold JVM that is too soon.
   */
  private static Report explore(Exploration exploration, Bounds bounds)
      throws InterruptedException {
    Report report = exploration.explore(bounds, progress -> {});
    for (int i = 0; i < 10 && report.minimal() != null && !report.minimal().proved(); i++) {
      report = exploration.explore(bounds, progress -> {});
    }
    return report;
  }

  /** The run with the default parameters. */
  public static Run run(Case which, Strategies strategy, int seed) {
    return run(which, strategy, seed, Map.of());
  }

  /** The run with these parameters. */
  static Run run(Case which, Strategies strategy, int seed, Map<String, ?> given) {
    Key key = new Key(which.toString(), strategy, seed, which.scenario().arguments(given).asMap());
    Run run = seed > SHARED_SEEDS ? make(which, key) : RUNS.get(key, () -> make(which, key));
    return run.lookedAt();
  }

  /** The same once more. */
  static Run runAgain(Case which, Strategies strategy, int seed) {
    return make(which, new Key(which.toString(), strategy, seed, Map.of()));
  }

  private static Run make(Case which, Key key) {
    Plan plan = Plan.by(key.strategy, key.seed);
    Plan modelled = plan.with(plan.settings().withMemory(which.scenario().memory()));
    Collector found = new Collector();
    ControlledRun run =
        ControlledRun.start(which.program(key.given), modelled, Runs.PROMISE, found);
    End end = run.end().orTimeout(HANGS.toSeconds(), TimeUnit.SECONDS).join();
    String name = "%s controlled %s %s %d".formatted(which, key.given, key.strategy.id(), key.seed);
    return new Run(name, end, run.trace(), found.findings());
  }
}
