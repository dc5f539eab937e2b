package io.interleave.scenario.fail.races;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.event.Event;
import io.interleave.engine.event.Finding;
import io.interleave.engine.event.Kind;
import io.interleave.scenario.Phenomena;
import io.interleave.scenario.Runs;
import java.util.List;
import org.junit.jupiter.api.Test;

class SharedGlobalTest {

  @Test
  void jobsAreSignedBySomebodyElse() {
    Runs.Run run = Runs.variant("shared-global", "shared").showing(each -> !each.goalMet());

    List<Event> strange =
        Phenomena.ofKind(run, Kind.VAR_READ).stream()
            .filter(read -> run.trace().thread((int) read.cause()) != read.thread())
            .toList();
    assertThat(strange).isNotEmpty();
    assertThat(run.outcome().value()).isEqualTo(String.valueOf(strange.size()));
    assertThat(Phenomena.notes(run)).hasSize(20);
    assertThat(run.findings()).extracting(Finding::type).contains("data-race");
    assertThat(run.outcome().goalMet()).isFalse();
  }
}
