package io.interleave.scenario.fail.races;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.event.Kind;
import io.interleave.scenario.Phenomena;
import io.interleave.scenario.Runs;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LostExceptionTest {

  static Stream<Runs.Case> variants() {
    return Runs.wrong("lost-exception");
  }

  @ParameterizedTest
  @MethodSource("variants")
  void nobodyIsTold(Runs.Case variant) {
    Runs.Run run = variant.run();

    assertThat(Phenomena.ofKind(run, Kind.VAR_UPDATE)).hasSize(2 + 4 + 4);
    assertThat(Phenomena.ofKind(run, Kind.QUEUE_PUT))
        .noneMatch(put -> Phenomena.isOn(run, put, "complaints"));
    assertThat(run.outcome().value()).isEqualTo("10/12, 0");
    assertThat(run.outcome().goalMet()).isFalse();
  }
}
