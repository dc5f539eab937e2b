package io.interleave.scenario.success.races;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.event.Kind;
import io.interleave.scenario.Phenomena;
import io.interleave.scenario.Runs;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CheckThenActTest {

  static Stream<Runs.Case> variants() {
    return Runs.right("check-then-act");
  }

  @ParameterizedTest
  @MethodSource("variants")
  void everySeatIsSoldOnce(Runs.Case variant) {
    Runs.Run run = variant.run(Map.of("threads", 4, "seats", 6));

    assertThat(Phenomena.notes(run)).hasSize(6).doesNotHaveDuplicates();
    assertThat(run.outcome().value()).isEqualTo("6");
    assertThat(run.goalMet()).isTrue();
  }

  @Test
  void whoComesTooLateIsTold() {
    Runs.Run run =
        Runs.variant("check-then-act", "cas")
            .showing(each -> !Phenomena.ofKind(each, Kind.VAR_CAS_FAIL).isEmpty());

    assertThat(Phenomena.ofKind(run, Kind.VAR_CAS_FAIL)).isNotEmpty();
    assertThat(Phenomena.ofKind(run, Kind.VAR_UPDATE)).hasSize(4);
  }
}
