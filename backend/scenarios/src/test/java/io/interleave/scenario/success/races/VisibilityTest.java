package io.interleave.scenario.success.races;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.event.Event;
import io.interleave.engine.event.Kind;
import io.interleave.engine.schedule.Strategies;
import io.interleave.scenario.ControlledRuns;
import io.interleave.scenario.Phenomena;
import io.interleave.scenario.Runs;
import org.junit.jupiter.api.Test;

class VisibilityTest {

  @Test
  void aVolatileLeverIsSeenAsItIs() {
    for (int seed = 1; seed <= 50; seed++) {
      Runs.Run run =
          ControlledRuns.run(Runs.variant("visibility", "volatile"), Strategies.RANDOM, seed);

      assertThat(Phenomena.ofKind(run, Kind.VAR_READ)).noneMatch(read -> isStale(run, read));
      assertThat(run.findings()).isEmpty();
      assertThat(run.goalMet()).isTrue();
    }
  }

  private static boolean isStale(Runs.Run run, Event read) {
    Event thrown = Phenomena.ofKind(run, Kind.VAR_WRITE).getFirst();
    return Phenomena.isOn(run, read, "lever") && read.seq() > thrown.seq() && read.value() == 0;
  }
}
