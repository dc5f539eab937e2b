package io.interleave.scenario.success.races;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.event.Event;
import io.interleave.engine.event.Kind;
import io.interleave.scenario.Phenomena;
import io.interleave.scenario.Runs;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LostExceptionTest {

  static Stream<Runs.Case> variants() {
    return Runs.right("lost-exception");
  }

  @ParameterizedTest
  @MethodSource("variants")
  void somebodyComplainsBeforeMainReports(Runs.Case variant) {
    Runs.Run run = variant.run();

    List<Event> complaints =
        Phenomena.ofKind(run, Kind.QUEUE_PUT).stream()
            .filter(put -> Phenomena.isOn(run, put, "complaints"))
            .toList();
    assertThat(complaints).hasSize(1);
    String complainer = run.trace().threads().get(complaints.getFirst().thread()).name();
    assertThat(complainer)
        .isEqualTo(variant.variant().id().equals("handler") ? "copier 1" : "main");
    assertThat(run.outcome().value()).isEqualTo("10/12, 1");
    assertThat(run.goalMet()).isTrue();
  }
}
