package io.interleave.scenario.fail.locks;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.run.Status;
import io.interleave.scenario.Phenomena;
import io.interleave.scenario.Runs;
import org.junit.jupiter.api.Test;

class ForgottenUnlockTest {

  @Test
  void theHolderHasEndedAndTheLockIsStillTaken() {
    Runs.Run run = Runs.variant("forgotten-unlock", "none").run();

    assertThat(run.end().status()).isEqualTo(Status.DEADLOCKED);
    assertThat(Phenomena.heldByTheDead(run)).containsExactly("printer");
    assertThat(Phenomena.ended(run)).contains("clerk 1").doesNotContain("main");
    assertThat(Phenomena.notes(run)).anyMatch(note -> note.startsWith("uncaught"));
  }
}
