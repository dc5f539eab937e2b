package io.interleave.scenario.success.locks;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.analysis.Timing;
import io.interleave.engine.event.Kind;
import io.interleave.scenario.Phenomena;
import io.interleave.scenario.Runs;
import org.junit.jupiter.api.Test;

class SpinOrParkTest {

  @Test
  void whoParksDoesNotLook() {
    Runs.Run run = Runs.variant("spin-or-park", "park").showing(SpinOrParkTest::someWait);

    assertThat(Phenomena.ofKind(run, Kind.LOCK_FAIL)).isEmpty();
    assertThat(run.facts(Timing.REAL).waits("door")).isNotEmpty();
    assertThat(run.goalMet()).isTrue();
  }

  @Test
  void whoDoesBothLooksAFewTimesAndThenSleeps() {
    Runs.Run run =
        Runs.variant("spin-or-park", "both")
            .showing(each -> someWait(each) && !Phenomena.ofKind(each, Kind.LOCK_FAIL).isEmpty());

    assertThat(Phenomena.ofKind(run, Kind.LOCK_FAIL)).isNotEmpty();
    assertThat(Phenomena.ofKind(run, Kind.LOCK_FAIL)).hasSizeLessThanOrEqualTo(2 * 10 * 5);
    assertThat(run.facts(Timing.REAL).waits("door")).isNotEmpty();
    assertThat(run.goalMet()).isTrue();
  }

  private static boolean someWait(Runs.Run run) {
    return !run.facts(Timing.REAL).waits("door").isEmpty();
  }
}
