package io.interleave.scenario.success.locks;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.event.Kind;
import io.interleave.scenario.Phenomena;
import io.interleave.scenario.Runs;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ForgottenUnlockTest {

  static Stream<Runs.Case> variants() {
    return Runs.right("forgotten-unlock");
  }

  @ParameterizedTest
  @MethodSource("variants")
  void theExceptionReleasesTheLockOnItsWay(Runs.Case variant) {
    Runs.Run run = variant.run();

    assertThat(Phenomena.notes(run)).anyMatch(note -> note.startsWith("uncaught"));
    assertThat(Phenomena.heldByTheDead(run)).isEmpty();
    assertThat(Phenomena.ofKind(run, Kind.LOCK_RELEASE))
        .hasSameSizeAs(Phenomena.ofKind(run, Kind.LOCK_ACQUIRE));
    assertThat(run.goalMet()).isTrue();
  }
}
