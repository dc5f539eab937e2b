package io.interleave.scenario.fail.races;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.event.Kind;
import io.interleave.scenario.Phenomena;
import io.interleave.scenario.Runs;
import org.junit.jupiter.api.Test;

class WrongLockTest {

  @Test
  void twoAreInsideEachWithALockOfItsOwn() {
    Runs.Run run =
        Runs.variant("wrong-lock", "two-locks")
            .showing(
                each ->
                    !each.goalMet()
                        && Phenomena.mostHolders(each) == 2
                        && !Phenomena.waited(each, Kind.LOCK_ACQUIRE, Kind.LOCK_RELEASE).isEmpty());

    assertThat(Phenomena.mostHolders(run)).isEqualTo(2);
    assertThat(Phenomena.waited(run, Kind.LOCK_ACQUIRE, Kind.LOCK_RELEASE))
        .as("of the same door, they wait")
        .isNotEmpty();
    assertThat(Phenomena.lostUpdates(run)).isNotEmpty();
    assertThat(Integer.parseInt(run.outcome().value()))
        .isLessThan(Phenomena.ofKind(run, Kind.VAR_WRITE).size());
    assertThat(run.outcome().goalMet()).isFalse();
  }
}
