package io.interleave.scenario.success.races;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.event.Kind;
import io.interleave.scenario.Phenomena;
import io.interleave.scenario.Runs;
import org.junit.jupiter.api.Test;

class SharedGlobalTest {

  @Test
  void everyVariableIsUsedByOneThread() {
    Runs.Run run =
        Runs.variant("shared-global", "own")
            .showing(each -> Phenomena.doers(each, Kind.VAR_READ).size() > 1);

    assertThat(Phenomena.ofKind(run, Kind.VAR_READ))
        .hasSize(20)
        .allMatch(read -> run.trace().thread((int) read.cause()) == read.thread());
    assertThat(Phenomena.ofKind(run, Kind.VAR_WRITE)).hasSize(20);
    assertThat(Phenomena.doers(run, Kind.VAR_READ)).hasSizeGreaterThan(1);
    assertThat(run.outcome().value()).isEqualTo("0");
    assertThat(run.goalMet()).isTrue();
  }
}
