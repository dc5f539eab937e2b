package io.interleave.scenario.fail.locks;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.event.Kind;
import io.interleave.engine.run.Status;
import io.interleave.scenario.Phenomena;
import io.interleave.scenario.Runs;
import org.junit.jupiter.api.Test;

class TryLockTest {

  @Test
  void whoWaitsWithLockHearsNoCall() {
    Runs.Run run = Runs.variant("try-lock", "lock").showing(each -> each.end().outcome() == null);

    assertThat(run.end().status()).isEqualTo(Status.DEADLOCKED);
    assertThat(Phenomena.ofKind(run, Kind.THREAD_INTERRUPT)).hasSize(1);
    assertThat(Phenomena.ofKind(run, Kind.LOCK_FAIL)).isEmpty();
    assertThat(Phenomena.ended(run)).isEmpty();
  }
}
