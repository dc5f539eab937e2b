package io.interleave.scenario.fail.races;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.event.Kind;
import io.interleave.engine.explore.Method;
import io.interleave.engine.explore.Report;
import io.interleave.scenario.ControlledRuns;
import io.interleave.scenario.Phenomena;
import io.interleave.scenario.Runs;
import java.util.List;
import org.junit.jupiter.api.Test;

class InterleavingTest {

  private final Runs.Case unordered = Runs.variant("interleaving", "unordered");

  @Test
  void linesComeBetweenOthers() {
    Runs.Run run = unordered.showing(each -> !each.goalMet());

    List<Integer> speakers =
        Phenomena.ofKind(run, Kind.VAR_UPDATE).stream().map(line -> line.thread()).toList();
    assertThat(speakers).hasSize(9);
    assertThat(speakers.stream().sorted().toList()).isNotEqualTo(speakers);
    assertThat(run.findings()).as("an order that nobody asked for is no race").isEmpty();
    assertThat(run.outcome().goalMet()).isFalse();
  }

  @Test
  void twoActorsOfTwoLinesHaveSixOrders() {
    Report report = ControlledRuns.explore(unordered, Method.AUTO);

    assertThat(report.exhaustive()).isTrue();
    assertThat(report.outcomes()).hasSize(6);
  }
}
