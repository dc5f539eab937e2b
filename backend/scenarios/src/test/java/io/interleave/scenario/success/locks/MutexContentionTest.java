package io.interleave.scenario.success.locks;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.scenario.Phenomena;
import io.interleave.scenario.Runs;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MutexContentionTest {

  private final Runs.Case striped = Runs.variant("mutex-contention", "striped");

  @Test
  void locksAreHeldSideBySide() {
    Runs.Run run = striped.showing(each -> Phenomena.mostHolders(each) > 1);

    assertThat(Phenomena.mostHolders(run)).isBetween(2, 4);
    assertThat(Phenomena.lostUpdates(run)).isEmpty();
    assertThat(run.goalMet()).isTrue();
  }

  @Test
  void clerksAtTheSameAccountStillExcludeEachOther() {
    Runs.Run run =
        striped.showing(
            Map.of("threads", 8, "accounts", 2), each -> Phenomena.mostHolders(each) > 1);

    assertThat(Phenomena.mostHolders(run)).isEqualTo(2);
    assertThat(Phenomena.lostUpdates(run)).isEmpty();
    assertThat(run.goalMet()).isTrue();
  }
}
