package io.interleave.scenario.success.locks;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.event.Kind;
import io.interleave.scenario.Phenomena;
import io.interleave.scenario.Runs;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ForeignReleaseTest {

  static Stream<Runs.Case> variants() {
    return Runs.right("foreign-release");
  }

  @ParameterizedTest
  @MethodSource("variants")
  void nobodyOpensTheDoorOfAnother(Runs.Case variant) {
    Runs.Run run = variant.run();

    assertThat(Phenomena.foreignReleases(run)).isEmpty();
    assertThat(Phenomena.greatest(run, "inside")).isEqualTo(1);
    assertThat(run.goalMet()).isTrue();
  }

  @Test
  void aReentrantLockTellsTheStranger() {
    Runs.Run run =
        Runs.variant("foreign-release", "reentrant")
            .showing(each -> !Phenomena.ofKind(each, Kind.LOCK_FAIL).isEmpty());

    assertThat(Phenomena.notes(run))
        .hasSameSizeAs(Phenomena.ofKind(run, Kind.LOCK_FAIL))
        .isNotEmpty()
        .containsOnly("refused to unlock");
  }
}
