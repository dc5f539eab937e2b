package io.interleave.scenario.fail.locks;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.scenario.Phenomena;
import io.interleave.scenario.Runs;
import org.junit.jupiter.api.Test;

class ForeignReleaseTest {

  @Test
  void whoGivesUpOpensTheDoorForTheNext() {
    Runs.Run run =
        Runs.variant("foreign-release", "plain").showing(each -> !each.outcome().goalMet());

    assertThat(Phenomena.foreignReleases(run)).isNotEmpty();
    assertThat(Phenomena.greatest(run, "inside")).isGreaterThan(1);
    assertThat(run.outcome().goalMet()).isFalse();
  }
}
