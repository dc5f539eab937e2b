package io.interleave.engine;

import io.interleave.engine.event.Trace;
import io.interleave.engine.record.Merger;
import io.interleave.engine.run.Execute;
import io.interleave.engine.run.Plan;
import io.interleave.engine.run.Program;
import io.interleave.engine.schedule.Driver;
import io.interleave.engine.schedule.Ending;
import io.interleave.engine.schedule.Promises;
import io.interleave.engine.schedule.Settings;
import io.interleave.engine.schedule.Strategies;
import io.interleave.engine.wire.Ndjson;
import io.interleave.testing.Failures;
import io.interleave.testing.Seeds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntFunction;
import java.util.function.ObjIntConsumer;

/**
 * Traces of random programs under random schedules, by the engine itself, so that each is one that
 * can be. About 7,000 a second.
 */
public final class RandomTraces {

  /** What is done with a trace. */
  @FunctionalInterface
  public interface Check {
    void on(long seed, Trace trace, Ending ending);
  }

  private RandomTraces() {}

  /**
   * Hands over a trace of each seed.
   *
   * @param name of the check, without the kind: failed seeds are kept under both
   * @param share one seed in how many is tried in an ordinary build
   * @param most operations of a thread
   */
  public static void each(
      String name,
      RandomPrograms.Kind kind,
      int seeds,
      int share,
      int threads,
      int most,
      Check check) {
    each(
        name + " " + kind,
        seed -> {
          Random random = new Random(seed * 97L + kind.name().hashCode());
          return RandomPrograms.of(kind, random, 2 + random.nextInt(threads - 1), most);
        },
        seeds,
        share,
        check);
  }

  /** Hands over a trace of each seed's program. */
  public static void each(
      String name, IntFunction<Program> programs, int seeds, int share, Check check) {
    List<Throwable> thrown = new CopyOnWriteArrayList<>();
    Driver driver =
        new Driver(
            carrier -> {
              try {
                Seeds.check(
                    name,
                    seeds,
                    share,
                    seed -> {
                      if (!carrier.isCancelled()) {
                        one(carrier, programs.apply(seed), name, seed, check);
                      }
                    });
              } catch (RuntimeException | Error e) {
                thrown.add(e);
              }
            },
            Driver.Kind.best());
    driver.start();
    try {
      boolean ended = false;
      while (!ended) {
        ended = driver.await();
      }
    } catch (InterruptedException e) {
      driver.cancel();
      Thread.currentThread().interrupt();
    }
    Driver.rethrow(thrown);
  }

  private static void one(Driver carrier, Program program, String name, int seed, Check check) {
    Driver.Done done =
        carrier.execute(
            new Execute(program)::main,
            Settings.DEFAULT,
            Strategies.RANDOM.make(seed, 3, 1),
            Promises.NONE,
            false);
    Merger merger = done.merger();
    merger.drain(Long.MAX_VALUE);
    keeping(name, seed, merger.trace(), () -> check.on(seed, merger.trace(), done.ending()));
  }

  /** Hands over what each seed plays, without a program. */
  public static void played(
      String name, IntFunction<Trace> play, int seeds, int share, ObjIntConsumer<Trace> check) {
    Seeds.check(
        name,
        seeds,
        share,
        seed -> {
          Trace trace = play.apply(seed);
          keeping(name, seed, trace, () -> check.accept(trace, seed));
        });
  }

  /** Checks a trace, and keeps it in a file that the failure names if the check fails. */
  public static void keeping(String name, long seed, Trace trace, Runnable check) {
    try {
      check.run();
    } catch (RuntimeException | AssertionError e) {
      throw kept(name, seed, trace, e);
    }
  }

  /** The same for checks of a program: keeps the trace that it has where each thread goes on. */
  public static void keeping(String name, int seed, Program program, Runnable check) {
    try {
      check.run();
    } catch (RuntimeException | AssertionError e) {
      Plan plan = Plan.by(Strategies.SEQUENTIAL, seed);
      Trace trace = ControlledRuns.run(plan, program, Driver.Kind.best()).run().trace();
      throw kept(name, seed, trace, e);
    }
  }

  private static AssertionError kept(String name, long seed, Trace trace, Throwable failure) {
    StringBuilder lines = new StringBuilder();
    try {
      Ndjson.write("{\"seed\":" + seed + "}", trace, List.of(), lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Path file = Failures.keep(name + "-" + seed + ".ndjson", lines.toString());
    return new AssertionError("%s (trace in %s)".formatted(failure.getMessage(), file), failure);
  }
}
