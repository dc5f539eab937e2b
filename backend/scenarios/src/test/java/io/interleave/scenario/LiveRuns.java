package io.interleave.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.record.Recorder;
import io.interleave.engine.record.Recording;
import io.interleave.engine.record.RecordingThread;
import io.interleave.engine.run.End;
import io.interleave.engine.run.LiveRun;
import io.interleave.engine.run.Program;
import io.interleave.scenario.Runs.Case;
import io.interleave.scenario.Runs.Run;
import io.interleave.testing.Failures;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Live runs, each made once and looked at by every test that wants it; several at a time, for they
 * sleep most of the time. What every run has to keep is checked here, whichever test wanted it.
 */
final class LiveRuns {

  private static final int AT_ONCE = 8;
  private static final ExecutorService RUNNERS =
      Executors.newFixedThreadPool(
          AT_ONCE, Thread.ofPlatform().daemon().name("live-runs-", 1).factory());

  private record Key(String variant, Map<String, ?> given, int number) {}

  private static final ConcurrentMap<Key, CompletableFuture<Run>> MADE = new ConcurrentHashMap<>();

  private LiveRuns() {}

  /**
   * A run that is under way, or has ended.
   *
   * @param number which of the runs with these parameters, from 1
   */
  static CompletableFuture<Run> start(Case which, Map<String, ?> given, int number) {
    return MADE.computeIfAbsent(
        new Key(which.toString(), which.scenario().arguments(given).asMap(), number),
        _ -> CompletableFuture.supplyAsync(() -> make(which, given, number), RUNNERS));
  }

  /** Makes a run, and keeps none. */
  static Run make(Case which, Map<String, ?> given, int number) {
    Program program = which.program(given);
    AtomicReference<Recording> recording = new AtomicReference<>();
    Program watched =
        () -> {
          recording.set(Objects.requireNonNull(Recorder.currentOrNull()).recording());
          return program.run();
        };
    Collector found = new Collector();
    LiveRun live = LiveRun.start(watched, Runs.PROMISE, found);
    End end = live.end().join();
    String name = "%s live %s %d".formatted(which, given, number);
    Run run = new Run(name, end, live.trace(), found.findings());
    try {
      checkThatAllThreadsHaveGone(recording.get());
      checkThatItKeepsThePromise(which, given, run);
    } catch (AssertionError e) {
      throw new AssertionError(
          "%s: %s%nIts trace: %s"
              .formatted(name, e.getMessage(), Failures.keep(name + ".ndjson", run.ndjson())),
          e);
    }
    return run;
  }

  private static void checkThatAllThreadsHaveGone(Recording recording) {
    assertThat(recording.alive()).as("threads that have not ended").isEmpty();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread instanceof RecordingThread own && own.recorder().recording() == recording) {
        assertThat(hasGone(own)).as("%s has gone", own).isTrue();
      }
    }
  }

  /** Who has told its end has a few steps to go. */
  private static boolean hasGone(Thread thread) {
    try {
      return thread.join(Duration.ofMinutes(1));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * It ends; with its defaults, a right variant meets its goal, and none shows what it does not
   * declare.
   */
  private static void checkThatItKeepsThePromise(Case which, Map<String, ?> given, Run run) {
    Variant variant = which.variant();
    which.checkTheEndOf(run);
    if (which.isDefault(given) && which.isCertain()) {
      assertThat(variant.findings()).as("%s", run.findings()).containsAll(run.types());
      if (Boolean.TRUE.equals(variant.correct())) {
        assertThat(run.goalMet()).as("goal met: %s", run.end()).isTrue();
      }
    }
  }
}
