package io.interleave.scenario.success.races;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.scenario.Phenomena;
import io.interleave.scenario.Runs;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BankAccountTest {

  static Stream<Runs.Case> variants() {
    return Runs.right("bank-account");
  }

  @ParameterizedTest
  @MethodSource("variants")
  void everyAuditFindsAllTheMoney(Runs.Case variant) {
    Runs.Run run = variant.run();

    assertThat(Phenomena.notes(run)).hasSize(3).containsOnly("sum 400");
    assertThat(Phenomena.lostUpdates(run)).isEmpty();
    assertThat(run.outcome().value()).isEqualTo("400, 0");
    assertThat(run.goalMet()).isTrue();
  }

  @Test
  void withALockForEachAccountTellersWorkSideBySide() {
    Map<String, Integer> slow = Map.of("gap", 20);

    Runs.Run ordered =
        Runs.variant("bank-account", "ordered-locks")
            .showing(slow, each -> Phenomena.mostInIo(each) > 1);
    Runs.Run one = Runs.variant("bank-account", "one-lock").run(slow);

    assertThat(Phenomena.mostInIo(ordered)).isGreaterThan(1);
    assertThat(Phenomena.mostInIo(one)).isEqualTo(1);
  }
}
