package io.interleave.scenario.fail.locks;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.event.Finding;
import io.interleave.engine.event.Kind;
import io.interleave.scenario.Phenomena;
import io.interleave.scenario.Runs;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LockConvoyTest {

  @Test
  void portersGoAtThePaceOfTheManager() {
    Runs.Run run =
        Runs.variant("lock-convoy", "long")
            .showing(
                each ->
                    !each.goalMet()
                        && each.types().equals(Set.of("convoy"))
                        && Phenomena.doers(each, Kind.THREAD_END)
                            .iterator()
                            .next()
                            .equals("manager"));

    assertThat(run.findings()).extracting(Finding::type).containsExactly("convoy");
    assertThat(Phenomena.doers(run, Kind.THREAD_END)).as("who ended first").startsWith("manager");
    assertThat(run.outcome().goalMet()).isFalse();
  }
}
