package io.interleave.scenario.fail.locks;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.event.Kind;
import io.interleave.engine.run.Status;
import io.interleave.scenario.Phenomena;
import io.interleave.scenario.Runs;
import org.junit.jupiter.api.Test;

class ReadWriteLockTest {

  @Test
  void withOneLockTravellersLookOneByOne() {
    Runs.Run run =
        Runs.variant("read-write-lock", "mutex").showing(each -> !each.outcome().goalMet());

    assertThat(Phenomena.mostInIo(run)).isEqualTo(1);
    assertThat(run.outcome().goalMet()).isFalse();
  }

  @Test
  void aReaderWhoAsksToWriteWaitsForItself() {
    Runs.Run run = Runs.variant("read-write-lock", "upgrade").run();

    assertThat(run.end().status()).isEqualTo(Status.DEADLOCKED);
    assertThat(Phenomena.ofKind(run, Kind.VAR_WRITE)).as("changes of the board").isEmpty();
    assertThat(Phenomena.ended(run)).doesNotContain("clerk 1", "main");
  }
}
