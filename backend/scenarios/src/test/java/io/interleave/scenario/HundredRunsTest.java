package io.interleave.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.testing.Alone;
import io.interleave.testing.Nightly;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * Of a hundred live runs of each variant, nine in ten show what it is there to show: a wrong one
 * misses the goal, a right one meets it. Four variants at a time, for they sleep most of the time.
 */
@Alone
@Nightly
class HundredRunsTest {

  private static final int RUNS = 100;
  private static final int AT_ONCE = 4;

  private record Count(int shown, long medianMillis, long longestMillis) {}

  @Test
  void nineInTenShowIt() throws ExecutionException, InterruptedException {
    List<Runs.Case> variants = Runs.all().filter(each -> each.scenario().live()).toList();
    Map<Runs.Case, Future<Count>> counted = new LinkedHashMap<>();
    Map<String, Integer> shown = new LinkedHashMap<>();
    try (ExecutorService runners = Executors.newFixedThreadPool(AT_ONCE)) {
      variants.forEach(each -> counted.put(each, runners.submit(() -> count(each))));
      for (Map.Entry<Runs.Case, Future<Count>> each : counted.entrySet()) {
        Count count = each.getValue().get();
        shown.put(each.getKey().toString(), count.shown);
        System.out.printf(
            "%d of %d: %s %d/%d, %d ms, longest %d ms%n",
            shown.size(),
            variants.size(),
            each.getKey(),
            count.shown,
            RUNS,
            count.medianMillis,
            count.longestMillis);
      }
    }
    assertThat(shown).allSatisfy((_, count) -> assertThat(count).isGreaterThanOrEqualTo(90));
  }

  private static Count count(Runs.Case which) {
    int shown = 0;
    long[] millis = new long[RUNS];
    for (int i = 0; i < RUNS; i++) {
      Runs.Run run = LiveRuns.make(which, Map.of(), i + 1);
      shown += Boolean.valueOf(run.goalMet()).equals(which.variant().correct()) ? 1 : 0;
      millis[i] = run.end().durationNanos() / 1_000_000;
    }
    Arrays.sort(millis);
    return new Count(shown, millis[RUNS / 2], millis[RUNS - 1]);
  }
}
