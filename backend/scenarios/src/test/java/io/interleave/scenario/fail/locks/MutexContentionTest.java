package io.interleave.scenario.fail.locks;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.event.Kind;
import io.interleave.scenario.Phenomena;
import io.interleave.scenario.Runs;
import org.junit.jupiter.api.Test;

class MutexContentionTest {

  @Test
  void oneLockLetsOneOnAtATime() {
    Runs.Run run =
        Runs.variant("mutex-contention", "coarse")
            .showing(
                each ->
                    !each.goalMet()
                        && Phenomena.waited(each, Kind.LOCK_ACQUIRE, Kind.LOCK_RELEASE).size()
                            > 10);

    assertThat(Phenomena.mostHolders(run)).isEqualTo(1);
    assertThat(Phenomena.waited(run, Kind.LOCK_ACQUIRE, Kind.LOCK_RELEASE)).hasSizeGreaterThan(10);
    assertThat(Phenomena.lostUpdates(run)).isEmpty();
    assertThat(run.outcome().goalMet()).isFalse();
  }
}
