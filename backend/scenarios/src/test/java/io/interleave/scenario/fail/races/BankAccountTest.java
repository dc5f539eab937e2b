package io.interleave.scenario.fail.races;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.event.Finding;
import io.interleave.scenario.Phenomena;
import io.interleave.scenario.Runs;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BankAccountTest {

  @Test
  void moneyIsLostAndTheAuditorSeesIt() {
    Runs.Run run =
        Runs.variant("bank-account", "none")
            .showing(
                each ->
                    Phenomena.notes(each).stream().anyMatch(note -> note.startsWith("sum 3"))
                        && each.types().containsAll(Set.of("data-race", "lost-update"))
                        && !each.outcome().value().equals("400, 0"));

    assertThat(Phenomena.notes(run)).anyMatch(note -> note.startsWith("sum 3"));
    assertThat(Phenomena.lostUpdates(run)).isNotEmpty();
    assertThat(run.findings()).extracting(Finding::type).contains("data-race", "lost-update");
    assertThat(run.outcome().value()).isNotEqualTo("400, 0");
    assertThat(run.outcome().goalMet()).isFalse();
  }
}
