package io.interleave.scenario.fail.races;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.event.Event;
import io.interleave.engine.event.Finding;
import io.interleave.engine.event.Kind;
import io.interleave.engine.schedule.Strategies;
import io.interleave.scenario.ControlledRuns;
import io.interleave.scenario.Phenomena;
import io.interleave.scenario.Runs;
import org.junit.jupiter.api.Test;

class VisibilityTest {

  /** About one random schedule in five. */
  @Test
  void aPlainLeverIsSeenAsItWas() {
    int wentOn = 0;
    for (int seed = 1; seed <= 50; seed++) {
      Runs.Run run =
          ControlledRuns.run(Runs.variant("visibility", "plain"), Strategies.RANDOM, seed);
      if (!run.outcome().goalMet()) {
        wentOn++;
        assertThat(Phenomena.ofKind(run, Kind.VAR_READ)).anyMatch(read -> isStale(run, read));
        assertThat(run.findings()).extracting(Finding::type).contains("data-race");
      }
    }
    assertThat(wentOn).isBetween(3, 49);
  }

  private static boolean isStale(Runs.Run run, Event read) {
    Event thrown = Phenomena.ofKind(run, Kind.VAR_WRITE).getFirst();
    return Phenomena.isOn(run, read, "lever") && read.seq() > thrown.seq() && read.value() == 0;
  }
}
