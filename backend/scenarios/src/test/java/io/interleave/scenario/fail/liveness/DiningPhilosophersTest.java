package io.interleave.scenario.fail.liveness;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.event.Finding;
import io.interleave.engine.run.Status;
import io.interleave.scenario.Phenomena;
import io.interleave.scenario.Runs;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DiningPhilosophersTest {

  static Stream<Runs.Case> variants() {
    return Runs.wrong("dining-philosophers");
  }

  @ParameterizedTest
  @MethodSource("variants")
  void waitingClosesACircle(Runs.Case variant) {
    Runs.Run run = variant.showing(Runs.Run::deadlocked);

    assertThat(run.end().status()).isEqualTo(Status.DEADLOCKED);
    assertThat(run.end().outcome()).isNull();
    assertThat(Phenomena.waitsForCycle(run)).hasSize(5);
    assertThat(run.findings()).extracting(Finding::type).contains("deadlock");
    assertThat(run.end().durationNanos()).isLessThan(Runs.inTime(5).toNanos());
  }
}
