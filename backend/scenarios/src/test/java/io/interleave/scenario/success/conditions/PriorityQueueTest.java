package io.interleave.scenario.success.conditions;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.event.Event;
import io.interleave.engine.event.Kind;
import io.interleave.scenario.Phenomena;
import io.interleave.scenario.Runs;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PriorityQueueTest {

  private final Runs.Case condition = Runs.variant("priority-queue", "condition");

  @Test
  void eachIsCalledOnceAndTheMostUrgentFirst() {
    Runs.Run run = condition.run();

    Map<String, Long> waiting = new HashMap<>(Map.of("critical", 0L, "serious", 0L, "minor", 0L));
    int calls = 0;
    for (Event write : Phenomena.ofKind(run, Kind.VAR_WRITE)) {
      String urgency = run.trace().objects().get(write.object()).name();
      if (write.value() < waiting.get(urgency)) {
        calls++;
        assertThat(waiting.get("critical") > 0 && !urgency.equals("critical")).isFalse();
        assertThat(waiting.get("serious") > 0 && urgency.equals("minor")).isFalse();
      }
      waiting.put(urgency, write.value());
    }
    assertThat(calls).isEqualTo(9);
    assertThat(waiting.values()).containsOnly(0L);
    assertThat(Phenomena.lostUpdates(run)).isEmpty();
    assertThat(run.goalMet()).isTrue();
  }

  @Test
  void aDoctorWaitsForAnArrival() {
    Runs.Run run =
        condition.showing(
            each -> !Phenomena.waited(each, Kind.CONDITION_WAKE, Kind.CONDITION_SIGNAL).isEmpty());

    assertThat(Phenomena.waited(run, Kind.CONDITION_WAKE, Kind.CONDITION_SIGNAL)).isNotEmpty();
    assertThat(Phenomena.mostHolders(run)).isEqualTo(1);
    assertThat(run.goalMet()).isTrue();
  }
}
