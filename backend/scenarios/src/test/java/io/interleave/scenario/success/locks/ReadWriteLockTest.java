package io.interleave.scenario.success.locks;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.scenario.Phenomena;
import io.interleave.scenario.Runs;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReadWriteLockTest {

  static Stream<Runs.Case> variants() {
    return Runs.right("read-write-lock");
  }

  @ParameterizedTest
  @MethodSource("variants")
  void travellersLookSideBySideAndWritersAreAlone(Runs.Case variant) {
    Runs.Run run = variant.showing(each -> Phenomena.mostInIo(each) > 1);

    assertThat(Phenomena.mostInIo(run)).isGreaterThan(1);
    assertThat(Phenomena.heldBesideAWriter(run)).isEmpty();
    assertThat(Phenomena.lostUpdates(run)).isEmpty();
    assertThat(run.goalMet()).isTrue();
  }

  @Test
  void aWriterMayReadBeforeItStopsWriting() {
    Runs.Run run = Runs.variant("read-write-lock", "downgrade").run();

    assertThat(Phenomena.downgrades(run)).isEqualTo(2);
  }
}
