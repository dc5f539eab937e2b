package io.interleave.scenario.fail.locks;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.event.Kind;
import io.interleave.scenario.Phenomena;
import io.interleave.scenario.Runs;
import org.junit.jupiter.api.Test;

class SpinOrParkTest {

  @Test
  void aSpinnerLooksInVainAndNeverSleeps() {
    Runs.Run run =
        Runs.variant("spin-or-park", "spin")
            .showing(
                each -> !each.goalMet() && Phenomena.ofKind(each, Kind.VAR_CAS_FAIL).size() > 100);

    assertThat(Phenomena.ofKind(run, Kind.VAR_CAS_FAIL)).hasSizeGreaterThan(100);
    assertThat(Phenomena.ofKind(run, Kind.LOCK_REQUEST)).isEmpty();
    assertThat(run.outcome().goalMet()).isFalse();
  }
}
