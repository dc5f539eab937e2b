package io.interleave.scenario.success.queues;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.event.Kind;
import io.interleave.scenario.Phenomena;
import io.interleave.scenario.Runs;
import org.junit.jupiter.api.Test;

class ProducerConsumerTest {

  @Test
  void aFullQueueMakesProducersWait() {
    Runs.Run run =
        Runs.variant("producer-consumer", "bounded")
            .showing(
                each ->
                    Phenomena.deepest(each) == 5
                        && !Phenomena.waited(each, Kind.QUEUE_PUT, Kind.QUEUE_TAKE).isEmpty());

    assertThat(Phenomena.deepest(run)).isEqualTo(5);
    assertThat(Phenomena.waited(run, Kind.QUEUE_PUT, Kind.QUEUE_TAKE)).isNotEmpty();
    assertThat(Phenomena.ofKind(run, Kind.QUEUE_TAKE)).hasSize(42);
    assertThat(run.goalMet()).isTrue();
  }
}
