package io.interleave.scenario.success.liveness;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.event.Kind;
import io.interleave.scenario.Phenomena;
import io.interleave.scenario.Runs;
import org.junit.jupiter.api.Test;

class StarvationTest {

  @Test
  void nobodyGoesInPastThePainter() {
    Runs.Run run =
        Runs.variant("starvation", "fair")
            .showing(
                each ->
                    each.goalMet()
                        && each.findings().isEmpty()
                        && Phenomena.mostHolders(each) > 1
                        && Phenomena.waiting(each, "painter", Kind.LOCK_ACQUIRE).size() < 3);

    assertThat(Phenomena.waiting(run, "painter", Kind.LOCK_ACQUIRE)).hasSizeLessThan(3);
    assertThat(Phenomena.mostHolders(run)).as("guides share the room").isGreaterThan(1);
    assertThat(run.findings()).isEmpty();
    assertThat(run.goalMet()).isTrue();
  }
}
