package io.interleave.scenario.fail.locks;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.event.Kind;
import io.interleave.scenario.Phenomena;
import io.interleave.scenario.Runs;
import org.junit.jupiter.api.Test;

class StampedLockTest {

  @Test
  void whoDoesNotCheckReadsHalfAMove() {
    Runs.Run run =
        Runs.variant("stamped-lock", "unchecked")
            .showing(each -> each.outcome().value().matches("[1-9][0-9]*, 0"));

    assertThat(Phenomena.ofKind(run, Kind.LOCK_FAIL)).isEmpty();
    assertThat(Phenomena.doers(run, Kind.LOCK_ACQUIRE)).containsExactly("main");
    assertThat(run.outcome().value()).matches("[1-9][0-9]*, 0");
    assertThat(run.outcome().goalMet()).isFalse();
  }

  @Test
  void readersKeepTheWriterWaiting() {
    Runs.Run run =
        Runs.variant("stamped-lock", "read-lock")
            .showing(
                each ->
                    each.outcome().value().matches("0, [1-9][0-9]*")
                        && Phenomena.waited(each, Kind.LOCK_ACQUIRE, Kind.LOCK_RELEASE).stream()
                            .anyMatch(acquire -> acquire.thread() == 1));

    assertThat(Phenomena.mostHolders(run)).isGreaterThan(1);
    assertThat(Phenomena.doers(run, Kind.LOCK_FAIL)).containsExactly("main");
    assertThat(Phenomena.waited(run, Kind.LOCK_ACQUIRE, Kind.LOCK_RELEASE))
        .anyMatch(acquire -> acquire.thread() == 1);
    assertThat(run.outcome().value()).matches("0, [1-9][0-9]*");
    assertThat(run.outcome().goalMet()).isFalse();
  }
}
