package io.interleave.server.catalogue;

import io.interleave.engine.event.Finding;
import io.interleave.engine.event.Outcome;
import io.interleave.engine.event.Trace;
import io.interleave.engine.run.End;
import io.interleave.engine.run.Limits;
import io.interleave.engine.run.LiveRun;
import io.interleave.engine.run.Observer;
import io.interleave.engine.run.Status;
import io.interleave.scenario.Scenario;
import io.interleave.scenario.Variant;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;

/**
 * How often live runs with default parameters showed what a variant is there to show: of a wrong
 * one that the goal is missed, of a right one that it is met.
 *
 * @param listing the digest of the listing that was run
 * @param medianMillis how long a run took
 * @param longestMillis the longest of them
 */
record Measured(String listing, int runs, int shown, long medianMillis, long longestMillis) {

  private static final Limits LIMITS = new Limits(200_000, 64, Duration.ofSeconds(20));
  private static final long MILLI = 1_000_000;

  /** Runs it so often, one run after the other. */
  static Measured of(Scenario scenario, Variant variant, String listing, int runs) {
    long[] nanos = new long[runs];
    int shown = 0;
    for (int i = 0; i < runs; i++) {
      long start = System.nanoTime();
      End end =
          LiveRun.start(variant.program().apply(scenario.arguments(Map.of())), LIMITS, NOBODY)
              .end()
              .join();
      nanos[i] = System.nanoTime() - start;
      Outcome outcome = end.outcome();
      boolean met = end.status() == Status.COMPLETED && outcome != null && outcome.goalMet();
      shown += Boolean.valueOf(met).equals(variant.correct()) ? 1 : 0;
    }
    Arrays.sort(nanos);
    return new Measured(listing, runs, shown, nanos[runs / 2] / MILLI, nanos[runs - 1] / MILLI);
  }

  private static final Observer NOBODY =
      new Observer() {
        @Override
        public void events(Trace trace, int from, int to) {}

        @Override
        public void finding(Finding finding) {}

        @Override
        public void end(Trace trace, End end) {}
      };
}
