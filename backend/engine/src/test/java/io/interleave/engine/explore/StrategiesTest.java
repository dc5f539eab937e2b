package io.interleave.engine.explore;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.Unhurried;
import io.interleave.engine.event.Outcome;
import io.interleave.engine.primitive.SharedInt;
import io.interleave.engine.primitive.TracedThread;
import io.interleave.engine.run.Execute;
import io.interleave.engine.run.Program;
import io.interleave.engine.schedule.Driver;
import io.interleave.engine.schedule.Pct;
import io.interleave.engine.schedule.Promises;
import io.interleave.engine.schedule.RandomWalk;
import io.interleave.engine.schedule.Sequential;
import io.interleave.engine.schedule.Settings;
import io.interleave.engine.schedule.Strategy;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

/** What strategies promise, measured over fixed seeds: each test gives the same figures always. */
class StrategiesTest {

  private static final int RUNS = Boolean.getBoolean("nightly") ? 10_000 : 2_000;

  /** How many runs of a program miss its goal. */
  private static int failures(Program program, LongFunction<Strategy> strategies)
      throws InterruptedException {
    int[] failures = {0};
    Execute execute = new Execute(program);
    Driver driver =
        new Driver(
            own -> {
              for (int seed = 0; seed < RUNS; seed++) {
                Driver.Done done =
                    own.execute(
                        execute::main,
                        Settings.DEFAULT,
                        strategies.apply(seed),
                        Promises.NONE,
                        true);
                failures[0] += Verdict.of(done, execute).grade() == Grade.FORBIDDEN ? 1 : 0;
              }
            },
            Driver.Kind.best());
    driver.start();
    while (!driver.await()) {}
    return failures[0];
  }

  private static int steps(Program program) throws InterruptedException {
    int[] steps = {0};
    Execute execute = new Execute(program);
    Driver driver =
        new Driver(
            own ->
                steps[0] =
                    own.execute(
                            execute::main, Settings.DEFAULT, new Sequential(), Promises.NONE, true)
                        .execution()
                        .steps(),
            Driver.Kind.best());
    driver.start();
    while (!driver.await()) {}
    return steps[0];
  }

  /** The second thread reads early: before the first one's last of many steps. Depth 1. */
  private static Program early(int before) {
    return () -> {
      SharedInt x = SharedInt.plain("x", 0);
      SharedInt ready = SharedInt.plain("ready", 0);
      int[] seen = {0};
      TracedThread writer =
          TracedThread.platform(
              "writer",
              () -> {
                for (int i = 0; i < before; i++) {
                  x.set(i);
                }
                ready.set(1);
              });
      TracedThread reader = TracedThread.platform("reader", () -> seen[0] = ready.get());
      writer.start();
      reader.start();
      writer.join();
      reader.join();
      return new Outcome(String.valueOf(seen[0]), seen[0] == 1, "");
    };
  }

  /**
   * The second thread must come all of its way after the first one's first step, and before its
   * second: depth 2, and a random walk must not choose the first thread once on that way.
   */
  private static Program narrow(int length) {
    return () -> {
      SharedInt window = SharedInt.plain("window", 0);
      SharedInt x = SharedInt.plain("x", 0);
      int[] seen = {0};
      TracedThread opener =
          TracedThread.platform(
              "opener",
              () -> {
                window.set(1);
                window.set(0);
              });
      TracedThread walker =
          TracedThread.platform(
              "walker",
              () -> {
                if (window.get() == 1) {
                  for (int i = 0; i < length; i++) {
                    x.set(i);
                  }
                  seen[0] = window.get();
                }
              });
      opener.start();
      walker.start();
      opener.join();
      walker.join();
      return new Outcome(String.valueOf(seen[0]), seen[0] == 0, "");
    };
  }

  /** Two threads take turns, one step each: as many constraints as there are turns. */
  private static Program turns(int rounds) {
    return () -> {
      SharedInt turn = SharedInt.plain("turn", 0);
      TracedThread even = TracedThread.platform("even", () -> takeTurns(turn, rounds, 0));
      TracedThread odd = TracedThread.platform("odd", () -> takeTurns(turn, rounds, 1));
      even.start();
      odd.start();
      even.join();
      odd.join();
      int reached = turn.get();
      return new Outcome(String.valueOf(reached), reached < 2 * rounds, "");
    };
  }

  // Who comes too early or too late gives up.
  private static void takeTurns(SharedInt turn, int rounds, int mine) {
    for (int i = 0; i < rounds; i++) {
      int now = turn.get();
      if (now != 2 * i + mine) {
        return;
      }
      turn.set(now + 1);
    }
  }

  /** n = 3 threads, bugs of depth d in k steps: at least 1 / (n k^(d-1)) of the runs find it. */
  @Test
  void pctKeepsItsGuarantee() throws InterruptedException {
    int early = steps(early(20));
    int narrow = steps(narrow(20));

    int depthOne = failures(early(20), seed -> new Pct(seed, 1, early));
    int depthTwo = failures(narrow(20), seed -> new Pct(seed, 2, narrow));

    assertThat((double) depthOne / RUNS).isGreaterThanOrEqualTo(1.0 / 3);
    assertThat((double) depthTwo / RUNS).isGreaterThanOrEqualTo(1.0 / (3 * narrow));
  }

  /** The deadlock of opposite orders: depth 2, whichever thread is first. */
  @Test
  void pctFindsADeadlockOfDepthTwo() throws InterruptedException {
    Program program = StandardPrograms.philosophers(2, false);
    int length = steps(program);

    double share = (double) failures(program, seed -> new Pct(seed, 2, length)) / RUNS;

    assertThat(share).isGreaterThanOrEqualTo(1.0 / (3 * length));
  }

  /** Seeds that are neighbours are as good as any: their first choices are not alike. */
  @Test
  void neighbouringSeedsDiffer() throws InterruptedException {
    Program program = StandardPrograms.philosophers(2, false);
    int length = steps(program);

    for (long begin : new long[] {0, 1_000, 1_000_003, 77_000_231}) {
      assertThat(failures(program, seed -> new Pct(begin + seed % 200, 2, length)))
          .as("of %d, from seed %d", RUNS, begin)
          .isGreaterThan(RUNS / (3 * length));
    }
  }

  /** With the depth too low, what needs a change of priorities is never found. */
  @Test
  void pctOfTooLowDepthMisses() throws InterruptedException {
    int narrow = steps(narrow(20));

    assertThat(failures(narrow(20), seed -> new Pct(seed, 1, narrow))).isZero();
  }

  /** Twenty steps of one thread and none of the other: one walk in more than a million. */
  @Test
  void randomWalksMissWhatPctFinds() throws InterruptedException {
    int length = steps(narrow(20));

    assertThat(failures(narrow(20), RandomWalk::new)).isZero();
    assertThat(failures(narrow(20), seed -> new Pct(seed, 2, length))).isGreaterThan(RUNS / 100);
  }

  /** Five switches at certain places are too many for two or three changes of priorities. */
  @Test
  void pctMissesWhatRandomWalksFind() throws InterruptedException {
    int length = steps(turns(3));

    assertThat(failures(turns(3), RandomWalk::new)).isPositive();
    for (int depth = 2; depth <= 4; depth++) {
      int most = depth;
      assertThat(failures(turns(3), seed -> new Pct(seed, most, length)))
          .as("depth %d", depth)
          .isZero();
    }
  }

  /** So a search alternates them, and finds both. */
  @Test
  void aSearchFindsBoth() throws InterruptedException {
    for (Program program : new Program[] {narrow(20), turns(3)}) {
      Report report =
          new Exploration(program, Method.SEARCH, Settings.DEFAULT, 1)
              .explore(Unhurried.bounds(60_000), progress -> {});
      assertThat(report.failed()).isTrue();
    }
  }
}
