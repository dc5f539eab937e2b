package io.interleave.scenario.fail.locks;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.run.Status;
import io.interleave.scenario.Phenomena;
import io.interleave.scenario.Runs;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ForgottenUnlockTest {

  @Test
  void theHolderHasEndedAndTheLockIsStillTaken() {
    // Another clerk may be done with all labels before clerk 1 comes to the bad one.
    Runs.Run run =
        Runs.variant("forgotten-unlock", "none")
            .showing(each -> Phenomena.ended(each).equals(Set.of("clerk 1")));

    assertThat(run.end().status()).isEqualTo(Status.DEADLOCKED);
    assertThat(Phenomena.heldByTheDead(run)).containsExactly("printer");
    assertThat(Phenomena.ended(run)).containsExactly("clerk 1");
    assertThat(Phenomena.notes(run)).anyMatch(note -> note.startsWith("uncaught"));
  }
}
