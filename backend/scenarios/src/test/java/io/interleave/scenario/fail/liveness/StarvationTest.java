package io.interleave.scenario.fail.liveness;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.event.Finding;
import io.interleave.engine.event.Kind;
import io.interleave.scenario.Phenomena;
import io.interleave.scenario.Runs;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StarvationTest {

  private final Runs.Case greedy = Runs.variant("starvation", "greedy");

  @Test
  void guidesGoInPastWhoWaits() {
    Runs.Run run =
        greedy.showing(
            each ->
                !each.goalMet() && passing(each) > 20 && each.types().equals(Set.of("starvation")));

    assertThat(Phenomena.waiting(run, "painter", Kind.LOCK_ACQUIRE)).hasSizeGreaterThan(20);
    assertThat(run.findings()).extracting(Finding::type).containsExactly("starvation");
    assertThat(run.outcome().goalMet()).isFalse();
  }

  /** Of ten tours by each of three guides no more than 30 pass the painter. */
  @Test
  void theWaitGrowsWithTheToursOfOthers() {
    Runs.Run many = greedy.showing(Map.of("tours", 40), each -> passing(each) > 2 * 30);

    assertThat(passing(many)).isLessThanOrEqualTo(3 * 40);
  }

  private static int passing(Runs.Run run) {
    return Phenomena.waiting(run, "painter", Kind.LOCK_ACQUIRE).size();
  }
}
