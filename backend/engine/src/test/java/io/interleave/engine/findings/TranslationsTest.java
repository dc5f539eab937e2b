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
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Whatever is found in thousands of random traces is told in every language. */
class TranslationsTest {

  private final TreeMap<String, Integer> told = new TreeMap<>();

  private void read(Trace trace, Timing timing, Close how) {
    for (Finding finding : Findings.of(trace, timing, how)) {
      Translations.check(finding.message(), trace);
      told.merge(finding.type(), 1, Integer::sum);
    }
  }

  @Test
  void controlledRuns() {
    for (RandomPrograms.Kind kind : RandomPrograms.Kind.values()) {
      RandomTraces.each(
          kind, 400, 4, 6, (_, trace, ending) -> read(trace, Timing.STEPS, Found.how(ending)));
    }
    RandomTraces.each(
        seed -> NestedPrograms.locks(new Random(seed), 3),
        400,
        (_, trace, ending) -> read(trace, Timing.STEPS, Found.how(ending)));
    assertThat(told.keySet())
        .as(told.toString())
        .containsAll(
            Set.of(
                "data-race",
                "deadlock",
                "lock-order-inversion",
                "lost-signal",
                "lost-update",
                "over-release",
                "stuck-join",
                "unreleased-lock"));
  }

  @Test
  void runsInRealTime() {
    for (int seed = 0; seed < 300; seed++) {
      read(new TimedPlay(seed, 600).trace, Timing.REAL, Close.ENDED);
    }
    assertThat(told.keySet()).as(told.toString()).contains("convoy", "starvation");
  }
}
