package io.interleave.scenario.fail.queues;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.event.Kind;
import io.interleave.scenario.Phenomena;
import io.interleave.scenario.Runs;
import org.junit.jupiter.api.Test;

class ProducerConsumerTest {

  @Test
  void theBacklogOutgrowsTheRoom() {
    Runs.Run run = Runs.variant("producer-consumer", "unbounded").showing(each -> !each.goalMet());

    assertThat(Phenomena.deepest(run)).isGreaterThan(10);
    assertThat(Phenomena.waited(run, Kind.QUEUE_PUT, Kind.QUEUE_TAKE)).isEmpty();
    assertThat(run.outcome().goalMet()).isFalse();
  }
}
