package io.interleave.scenario.success.locks;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.event.Kind;
import io.interleave.scenario.Phenomena;
import io.interleave.scenario.Runs;
import org.junit.jupiter.api.Test;

class StampedLockTest {

  @Test
  void whoChecksReadsAgainAndNobodyWaits() {
    Runs.Run run =
        Runs.variant("stamped-lock", "optimistic")
            .showing(each -> !Phenomena.ofKind(each, Kind.LOCK_FAIL).isEmpty());

    assertThat(Phenomena.doers(run, Kind.LOCK_FAIL))
        .isNotEmpty()
        .allMatch(name -> name.startsWith("lookout"));
    assertThat(Phenomena.doers(run, Kind.LOCK_ACQUIRE)).containsExactly("main");
    assertThat(Phenomena.mostHolders(run)).isEqualTo(1);
    assertThat(run.outcome().value()).isEqualTo("0, 0");
    assertThat(run.goalMet()).isTrue();
  }
}
