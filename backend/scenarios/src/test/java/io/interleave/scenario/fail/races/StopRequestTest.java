package io.interleave.scenario.fail.races;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.event.Event;
import io.interleave.engine.event.Kind;
import io.interleave.engine.run.Status;
import io.interleave.scenario.Phenomena;
import io.interleave.scenario.Runs;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StopRequestTest {

  @Test
  void whoSwallowsAnInterruptGoesOn() {
    Runs.Run run =
        Runs.variant("stop-request", "swallowed")
            .showing(
                each ->
                    cutOff(each)
                        && !Phenomena.waited(each, Kind.THREAD_WAKE, Kind.THREAD_INTERRUPT)
                            .isEmpty());

    Event interrupt = Phenomena.ofKind(run, Kind.THREAD_INTERRUPT).getFirst();
    assertThat(Phenomena.ofKind(run, Kind.THREAD_WAKE))
        .anyMatch(wake -> wake.cause() == interrupt.seq());
    assertThat(Phenomena.notes(run)).contains("woken, and on to the next room");
    neverEnds(run);
  }

  @Test
  void aFlagIsNotReadInASleep() {
    Runs.Run run = Runs.variant("stop-request", "flag").showing(StopRequestTest::cutOff);

    assertThat(Phenomena.ofKind(run, Kind.THREAD_INTERRUPT)).isEmpty();
    neverEnds(run);
  }

  private static boolean cutOff(Runs.Run run) {
    return !run.goalMet() && Phenomena.ended(run).equals(Set.of("main"));
  }

  private static void neverEnds(Runs.Run run) {
    assertThat(run.end().status()).isEqualTo(Status.COMPLETED);
    assertThat(Phenomena.ofKind(run, Kind.THREAD_JOIN_FAIL)).hasSize(1);
    assertThat(Phenomena.doers(run, Kind.THREAD_END)).containsExactly("main");
    assertThat(run.outcome().goalMet()).isFalse();
  }
}
