package io.interleave.engine.findings;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.Found;
import io.interleave.engine.NestedPrograms;
import io.interleave.engine.RandomPrograms;
import io.interleave.engine.RandomTraces;
import io.interleave.engine.TimedPlay;
import io.interleave.engine.Translations;
import io.interleave.engine.analysis.Close;
import io.interleave.engine.analysis.Timing;
import io.interleave.engine.event.Finding;
import io.interleave.engine.event.Trace;
import io.interleave.engine.schedule.Ending;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Whatever is found in thousands of random traces is told in every language. */
class TranslationsTest {

  private static final int SHARE = 8;

  // By share of the seeds, how often each type was found.
  private final TreeMap<Long, TreeMap<String, Integer>> told = new TreeMap<>();

  private void read(long seed, Trace trace, Timing timing, Close how) {
    TreeMap<String, Integer> types = told.computeIfAbsent(seed % SHARE, _ -> new TreeMap<>());
    for (Finding finding : Findings.of(trace, timing, how)) {
      Translations.check(finding.message(), trace);
      types.merge(finding.type(), 1, Integer::sum);
    }
  }

  @Test
  void controlledRuns() {
    for (RandomPrograms.Kind kind : RandomPrograms.Kind.values()) {
      RandomTraces.each("told findings", kind, 400, SHARE, 4, 6, this::readInSteps);
    }
    RandomTraces.each(
        "told findings of nested locks",
        seed -> NestedPrograms.locks(new Random(seed), 3),
        400,
        SHARE,
        this::readInSteps);
    everyShareTells(
        "data-race",
        "deadlock",
        "lock-order-inversion",
        "lost-signal",
        "lost-update",
        "over-release",
        "stuck-join");
    // So rare that not every share has one; UnreleasedLocksTest has some in every build.
    if (told.size() == SHARE) {
      assertThat(told.values())
          .as(told.toString())
          .anySatisfy(share -> assertThat(share).containsKey("unreleased-lock"));
    }
  }

  private void readInSteps(long seed, Trace trace, Ending ending) {
    read(seed, trace, Timing.STEPS, Found.how(ending));
  }

  @Test
  void runsInRealTime() {
    RandomTraces.played(
        "told findings in real time",
        seed -> new TimedPlay(seed, 600).trace,
        300,
        SHARE,
        (trace, seed) -> read(seed, trace, Timing.REAL, Close.ENDED));
    everyShareTells("convoy", "starvation");
  }

  private void everyShareTells(String... types) {
    assertThat(told).isNotEmpty();
    assertThat(told.values())
        .allSatisfy(share -> assertThat(share.keySet()).as(told.toString()).contains(types));
  }
}
