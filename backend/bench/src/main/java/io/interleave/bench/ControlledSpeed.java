package io.interleave.bench;

import io.interleave.engine.event.Outcome;
import io.interleave.engine.explore.Bounds;
import io.interleave.engine.explore.Exploration;
import io.interleave.engine.explore.Method;
import io.interleave.engine.explore.Report;
import io.interleave.engine.run.Execute;
import io.interleave.engine.run.Program;
import io.interleave.engine.schedule.Driver;
import io.interleave.engine.schedule.Ending;
import io.interleave.engine.schedule.Pct;
import io.interleave.engine.schedule.Promises;
import io.interleave.engine.schedule.RandomWalk;
import io.interleave.engine.schedule.RoundRobin;
import io.interleave.engine.schedule.Sequential;
import io.interleave.engine.schedule.Settings;
import io.interleave.engine.schedule.Strategy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/**
 * How many schedules a second does controlled mode execute, how many does it need to exhaust a
 * program, and how many to find a bug?
 *
 * <p>{@code ControlledSpeed [carriers] [exploring] [searching] [minimizing]}: all four without
 * arguments. Continuations need {@code --add-exports java.base/jdk.internal.vm=ALL-UNNAMED}.
 */
public final class ControlledSpeed {

  private static final long SECOND = 1_000_000_000L;
  private static final int SEEDS = 1_000;
  private static final int PATIENCE = 2_000;

  private ControlledSpeed() {}

  public static void main(String[] args) throws Exception {
    Locale.setDefault(Locale.ROOT);
    List<String> parts =
        args.length == 0
            ? List.of("carriers", "exploring", "searching", "minimizing")
            : Arrays.asList(args);
    if (parts.contains("carriers")) {
      carriers();
    }
    if (parts.contains("exploring")) {
      exploring();
    }
    if (parts.contains("searching")) {
      searching();
    }
    if (parts.contains("minimizing")) {
      minimizing();
    }
  }

  private static void drive(Driver.Kind carrier, Consumer<Driver> body)
      throws InterruptedException {
    Driver driver = new Driver(body, carrier);
    driver.start();
    driver.join();
  }

  private static Driver.Done execute(
      Driver own, Execute program, Strategy strategy, boolean silent) {
    return own.execute(program::main, Settings.DEFAULT, strategy, Promises.NONE, silent);
  }

  // --- schedules a second ---

  private static void carriers() throws InterruptedException {
    System.out.println("# random schedules a second, median of 5 times 1 s after 3 s of warm-up");
    Map<String, Program> programs = new LinkedHashMap<>();
    programs.put("lost update 2x1", ControlledPrograms.lostUpdate(2, 1));
    programs.put("lost update 2x2", ControlledPrograms.lostUpdate(2, 2));
    programs.put("philosophers 3", ControlledPrograms.philosophers(3));
    for (Map.Entry<String, Program> each : programs.entrySet()) {
      for (Driver.Kind carrier : Driver.Kind.values()) {
        for (boolean silent : new boolean[] {true, false}) {
          drive(
              carrier,
              own -> {
                Execute program = new Execute(each.getValue());
                rate(own, program, 3 * SECOND, silent);
                double[] rates = new double[5];
                for (int i = 0; i < rates.length; i++) {
                  rates[i] = rate(own, program, SECOND, silent);
                }
                int steps = execute(own, program, new Sequential(), true).execution().steps();
                Arrays.sort(rates);
                System.out.printf(
                    "%-18s %-16s %-9s %,9.0f schedules/s (%,.0f to %,.0f), %d steps%n",
                    each.getKey(),
                    carrier,
                    silent ? "silent" : "recorded",
                    rates[2],
                    rates[0],
                    rates[4],
                    steps);
              });
        }
      }
    }
  }

  private static double rate(Driver own, Execute program, long nanos, boolean silent) {
    long begin = System.nanoTime();
    long count = 0;
    while (System.nanoTime() - begin < nanos) {
      for (int i = 0; i < 100; i++) {
        var _ = execute(own, program, new RandomWalk(count++), silent);
      }
    }
    return count / ((double) (System.nanoTime() - begin) / SECOND);
  }

  // --- executions, classes, interleavings ---

  private static void exploring() throws InterruptedException {
    System.out.println("# exhaustive explorations, warm: the third of three");
    Map<String, Program> programs = new LinkedHashMap<>();
    programs.put("lost update 2x1", ControlledPrograms.lostUpdate(2, 1));
    programs.put("lost update 2x2", ControlledPrograms.lostUpdate(2, 2));
    programs.put("lost update 2x3", ControlledPrograms.lostUpdate(2, 3));
    programs.put("lost update 2x4", ControlledPrograms.lostUpdate(2, 4));
    programs.put("lost update 4x1", ControlledPrograms.lostUpdate(4, 1));
    programs.put("lost update 5x1", ControlledPrograms.lostUpdate(5, 1));
    programs.put("readers 10", ControlledPrograms.readers(10));
    programs.put("sections 3x3", ControlledPrograms.sections(3, 3));
    programs.put("philosophers 3", ControlledPrograms.philosophers(3));
    programs.put("philosophers 5", ControlledPrograms.philosophers(5));
    programs.put("last zero 5", ControlledPrograms.lastZero(5));
    programs.put("last zero 10", ControlledPrograms.lastZero(10));
    for (Map.Entry<String, Program> each : programs.entrySet()) {
      Report classes = explore(each.getValue());
      double seconds = 0;
      for (int i = 0; i < 3; i++) {
        seconds = secondsToLast(each.getValue(), classes.executions());
      }
      Report states =
          new Exploration(each.getValue(), Method.STATES, Settings.DEFAULT, 1)
              .explore(new Bounds(2_000_000, Duration.ofSeconds(20)), progress -> {});
      System.out.printf(
          "%-16s classes %,7d executions %,7d redundant %,6d deadlocked %d"
              + " interleavings %s states %s exhaustive %b/%b, %.1f ms, %,.0f classes/s%n",
          each.getKey(),
          classes.classes(),
          classes.executions(),
          classes.redundant(),
          classes.deadlocked(),
          states.exhaustive() ? String.format("%.4g", states.interleavings()) : "?",
          states.exhaustive() ? String.format("%,d", states.states()) : "?",
          classes.exhaustive(),
          states.exhaustive(),
          seconds * 1e3,
          classes.classes() / seconds);
    }
  }

  private static Report explore(Program program) throws InterruptedException {
    return new Exploration(program, Method.CLASSES, Settings.DEFAULT, 1)
        .explore(new Bounds(10_000_000, Duration.ofSeconds(120)), progress -> {});
  }

  /** Until the last of so many executions begins: what samples and minimises comes after. */
  private static double secondsToLast(Program program, long executions)
      throws InterruptedException {
    long[] count = {0};
    long[] end = {0};
    long begin = System.nanoTime();
    var _ =
        explore(
            () -> {
              if (++count[0] == executions) {
                end[0] = System.nanoTime();
              }
              return program.run();
            });
    return (end[0] - begin) / 1e9;
  }

  // --- schedules to the first bug ---

  private static void searching() throws InterruptedException {
    System.out.printf(
        "# schedules to the first bug: median and mean of %,d seeds, at most %,d schedules each%n",
        SEEDS, PATIENCE);
    Map<String, Program> programs = new LinkedHashMap<>();
    programs.put("lost update 2x1", ControlledPrograms.lostUpdate(2, 1));
    programs.put("lost update 2x5", ControlledPrograms.lostUpdate(2, 5));
    programs.put("opposite locks", ControlledPrograms.philosophers(2));
    programs.put("philosophers 5", ControlledPrograms.philosophers(5));
    programs.put("if for while", ControlledPrograms.ifInsteadOfWhile());
    programs.put("narrow window", ControlledPrograms.narrowWindow(20));
    programs.put("many turns", ControlledPrograms.manyTurns(3));
    for (Map.Entry<String, Program> each : programs.entrySet()) {
      drive(
          Driver.Kind.best(),
          own -> {
            Execute program = new Execute(each.getValue());
            int length = execute(own, program, new Sequential(), true).execution().steps();
            Map<String, LongFunction<Strategy>> strategies = new LinkedHashMap<>();
            strategies.put("random", RandomWalk::new);
            strategies.put("pct 2", seed -> new Pct(seed, 2, length));
            strategies.put("pct 3", seed -> new Pct(seed, 3, length));
            strategies.put("round-robin", seed -> new RoundRobin());
            strategies.put("sequential", seed -> new Sequential());
            strategies.forEach((name, make) -> first(own, each.getKey(), program, name, make));
          });
      System.out.printf("%-16s warm time to the first bug: %s%n", each.getKey(), warm(each));
    }
  }

  private static void first(
      Driver own, String what, Execute program, String name, LongFunction<Strategy> make) {
    boolean chance = name.equals("random") || name.startsWith("pct");
    int seeds = chance ? SEEDS : 1;
    int patience = chance ? PATIENCE : 1;
    long[] counts = new long[seeds];
    int found = 0;
    long sum = 0;
    for (int seed = 0; seed < seeds; seed++) {
      counts[seed] = Long.MAX_VALUE;
      for (int i = 0; i < patience; i++) {
        Strategy strategy = make.apply(seed * 1_000_003L + i);
        if (fails(execute(own, program, strategy, true), program)) {
          counts[seed] = i + 1;
          sum += i + 1;
          found++;
          break;
        }
      }
    }
    Arrays.sort(counts);
    String median = counts[seeds / 2] == Long.MAX_VALUE ? "-" : String.valueOf(counts[seeds / 2]);
    System.out.printf(
        "%-16s %-12s found %4d of %4d, median %s, mean of those found %.1f%n",
        what, name, found, seeds, median, found == 0 ? Double.NaN : (double) sum / found);
  }

  private static boolean fails(Driver.Done done, Execute program) {
    Outcome outcome = program.outcome();
    return done.ending() == Ending.STUCK || outcome == null || !outcome.goalMet();
  }

  /** Of searches with new seeds; the first ones warm up. */
  private static String warm(Map.Entry<String, Program> program) throws InterruptedException {
    List<Double> bug = new ArrayList<>();
    List<Double> told = new ArrayList<>();
    for (int seed = 0; seed < 60; seed++) {
      long[] begun = new long[100_001];
      int[] count = {0};
      Program counted =
          () -> {
            if (count[0] < begun.length) {
              begun[count[0]++] = System.nanoTime();
            }
            return program.getValue().run();
          };
      long begin = System.nanoTime();
      Report report =
          new Exploration(counted, Method.SEARCH, Settings.DEFAULT, seed)
              .explore(new Bounds(begun.length - 1, Duration.ofSeconds(5)), progress -> {});
      if (seed >= 20 && report.failed()) {
        // The execution after the one that failed is the first on the way to the simplest.
        bug.add((begun[(int) report.executions()] - begin) / 1e6);
        told.add((System.nanoTime() - begin) / 1e6);
      }
    }
    bug.sort(null);
    told.sort(null);
    return bug.isEmpty()
        ? "none"
        : String.format(
            "median %.1f ms, worst %.1f ms of %d; with the simplest schedule: median %.1f ms",
            bug.get(bug.size() / 2), bug.getLast(), bug.size(), told.get(told.size() / 2));
  }

  // --- from the first failure to a simple one ---

  private static void minimizing() throws InterruptedException {
    System.out.println("# reorder: of its preemptions one is needed; two seconds are given");
    for (int setters : new int[] {6, 9, 19, 49, 99}) {
      for (int seed = 1; seed <= 5; seed++) {
        Report report =
            new Exploration(
                    ControlledPrograms.reorder(setters), Method.SEARCH, Settings.DEFAULT, seed)
                .explore(new Bounds(100_000, Duration.ofMinutes(5)), progress -> {});
        Report.Minimal minimal = report.minimal();
        System.out.printf(
            "reorder-%d seed %d: %s, %d executions, %.2f s in all%n",
            setters + 1,
            seed,
            minimal == null
                ? "no failure"
                : "%d preemptions, %d steps%s"
                    .formatted(
                        minimal.preemptions(), minimal.steps(), minimal.proved() ? ", proved" : ""),
            report.executions(),
            report.elapsed().toNanos() / (double) SECOND);
      }
    }
  }
}
