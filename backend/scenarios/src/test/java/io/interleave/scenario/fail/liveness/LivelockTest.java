package io.interleave.scenario.fail.liveness;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.event.Finding;
import io.interleave.engine.event.Kind;
import io.interleave.engine.run.Status;
import io.interleave.scenario.Phenomena;
import io.interleave.scenario.Runs;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LivelockTest {

  @Test
  void attemptsClimbAndNobodyEats() {
    Runs.Run run =
        Runs.variant("livelock", "fixed")
            .showing(
                each ->
                    each.types().equals(Set.of("livelock")) && each.outcome().value().equals("0"));

    assertThat(run.end().status()).as("nobody stands still").isEqualTo(Status.COMPLETED);
    assertThat(Phenomena.ofKind(run, Kind.LOCK_FAIL)).hasSizeGreaterThanOrEqualTo(20);
    assertThat(Phenomena.doers(run, Kind.LOCK_FAIL)).containsExactlyInAnyOrder("Ann", "Bob");
    assertThat(Phenomena.ofKind(run, Kind.IO_BEGIN)).isEmpty();
    assertThat(run.findings()).extracting(Finding::type).containsExactly("livelock");
    assertThat(run.outcome().value()).isEqualTo("0");
  }
}
