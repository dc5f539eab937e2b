package io.interleave.scenario.success.races;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.event.Kind;
import io.interleave.engine.explore.Method;
import io.interleave.engine.explore.Report;
import io.interleave.scenario.ControlledRuns;
import io.interleave.scenario.Phenomena;
import io.interleave.scenario.Runs;
import org.junit.jupiter.api.Test;

class InterleavingTest {

  private final Runs.Case join = Runs.variant("interleaving", "join");

  @Test
  void linesComeInTheOrderOfThePlay() {
    Runs.Run run = join.run();

    assertThat(Phenomena.ofKind(run, Kind.VAR_UPDATE))
        .hasSize(9)
        .extracting(line -> line.thread())
        .isSorted();
    assertThat(run.outcome().value()).isEqualTo("1 1 1 2 2 2 3 3 3");
    assertThat(run.goalMet()).isTrue();
  }

  @Test
  void thereIsOneOrder() {
    Report report = ControlledRuns.explore(join, Method.AUTO);

    assertThat(report.exhaustive()).isTrue();
    assertThat(report.outcomes()).hasSize(1);
  }
}
