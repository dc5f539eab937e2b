package io.interleave.engine;

import io.interleave.engine.event.Trace;
import io.interleave.engine.record.Merger;
import io.interleave.engine.run.Execute;
import io.interleave.engine.run.Program;
import io.interleave.engine.schedule.Driver;
import io.interleave.engine.schedule.Ending;
import io.interleave.engine.schedule.Promises;
import io.interleave.engine.schedule.Settings;
import io.interleave.engine.schedule.Strategies;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongFunction;

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
   * @param most operations of a thread
   */
  public static void each(RandomPrograms.Kind kind, int seeds, int threads, int most, Check check) {
    each(
        seed -> {
          Random random = new Random(seed * 97 + kind.name().hashCode());
          return RandomPrograms.of(kind, random, 2 + random.nextInt(threads - 1), most);
        },
        seeds,
        check);
  }

  /** Hands over a trace of each seed's program. */
  public static void each(LongFunction<Program> programs, int seeds, Check check) {
    List<Throwable> thrown = new CopyOnWriteArrayList<>();
    Driver driver =
        new Driver(
            carrier -> {
              try {
                for (long seed = 0; seed < seeds && !carrier.isCancelled(); seed++) {
                  one(carrier, programs.apply(seed), seed, check);
                }
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

  private static void one(Driver carrier, Program program, long seed, Check check) {
    Driver.Done done =
        carrier.execute(
            new Execute(program)::main,
            Settings.DEFAULT,
            Strategies.RANDOM.make(seed, 3, 1),
            Promises.NONE,
            false);
    Merger merger = done.merger();
    merger.drain(Long.MAX_VALUE);
    check.on(seed, merger.trace(), done.ending());
  }
}
