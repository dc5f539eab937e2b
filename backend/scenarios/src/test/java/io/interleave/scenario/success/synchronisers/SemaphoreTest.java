package io.interleave.scenario.success.synchronisers;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.event.Kind;
import io.interleave.scenario.Phenomena;
import io.interleave.scenario.Runs;
import org.junit.jupiter.api.Test;

class SemaphoreTest {

  @Test
  void neverMoreThanThreeAreInside() {
    Runs.Run run =
        Runs.variant("semaphore", "semaphore")
            .showing(
                each ->
                    Phenomena.mostInIo(each) > 2
                        && !Phenomena.waited(each, Kind.SEMAPHORE_ACQUIRE, Kind.SEMAPHORE_RELEASE)
                            .isEmpty());

    assertThat(Phenomena.mostPermitsOut(run)).isEqualTo(3);
    assertThat(Phenomena.mostInIo(run)).isEqualTo(3);
    assertThat(Phenomena.waited(run, Kind.SEMAPHORE_ACQUIRE, Kind.SEMAPHORE_RELEASE)).isNotEmpty();
    assertThat(run.goalMet()).isTrue();
  }
}
