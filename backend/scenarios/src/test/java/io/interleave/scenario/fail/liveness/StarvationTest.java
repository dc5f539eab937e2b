package io.interleave.scenario.fail.liveness;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.event.Finding;
import io.interleave.engine.event.Kind;
import io.interleave.scenario.Phenomena;
import io.interleave.scenario.Runs;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StarvationTest {

  private final Runs.Case greedy = Runs.variant("starvation", "greedy");

  @Test
  void guidesGoInPastWhoWaits() {
    Runs.Run run = greedy.runUntil(each -> !each.goalMet());

    assertThat(Phenomena.waiting(run, "painter", Kind.LOCK_ACQUIRE)).hasSizeGreaterThan(20);
    assertThat(run.findings()).extracting(Finding::type).containsExactly("starvation");
    assertThat(run.outcome().goalMet()).isFalse();
  }

  @Test
  void theWaitGrowsWithTheToursOfOthers() {
    int few = longest(Map.of("tours", 10));
    int many = longest(Map.of("tours", 40));

    assertThat(many).isGreaterThan(2 * few);
  }

  /** The most tours that passed the painter, in three runs. */
  private int longest(Map<String, Integer> given) {
    int most = 0;
    for (int i = 0; i < 3; i++) {
      most =
          Math.max(most, Phenomena.waiting(greedy.run(given), "painter", Kind.LOCK_ACQUIRE).size());
    }
    return most;
  }
}
