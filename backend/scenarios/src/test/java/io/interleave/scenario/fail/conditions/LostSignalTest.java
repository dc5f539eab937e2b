package io.interleave.scenario.fail.conditions;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.event.Event;
import io.interleave.engine.event.Finding;
import io.interleave.engine.event.Kind;
import io.interleave.engine.run.Status;
import io.interleave.scenario.Phenomena;
import io.interleave.scenario.Runs;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LostSignalTest {

  private final Runs.Case bareWait = Runs.variant("lost-signal", "bare-wait");

  @Test
  void theSignalComesBeforeTheWait() {
    Runs.Run run =
        bareWait.showing(
            each ->
                each.deadlocked()
                    && Phenomena.ofKind(each, Kind.CONDITION_SIGNAL_ALL).getFirst().value() == 0);

    List<Event> signals = Phenomena.ofKind(run, Kind.CONDITION_SIGNAL_ALL);
    List<Event> waits = Phenomena.ofKind(run, Kind.CONDITION_WAIT);
    assertThat(signals).singleElement().matches(signal -> signal.value() == 0, "found nobody");
    assertThat(waits).hasSize(2).allMatch(wait -> wait.seq() > signals.getFirst().seq());
    assertThat(Phenomena.ofKind(run, Kind.CONDITION_WAKE)).isEmpty();
    assertThat(Phenomena.unended(run))
        .containsExactlyInAnyOrder("main", "neighbour 1", "neighbour 2");
    assertThat(run.findings()).extracting(Finding::type).contains("lost-signal");
    assertThat(run.end().status()).isEqualTo(Status.DEADLOCKED);
  }

  @Test
  void withTheWaitBeforeTheSignalNothingGoesWrong() {
    Runs.Run run = bareWait.showing(Map.of("shower", 0, "ride", 150), Runs.Run::goalMet);

    assertThat(Phenomena.waited(run, Kind.CONDITION_WAKE, Kind.CONDITION_SIGNAL_ALL)).hasSize(2);
    assertThat(run.goalMet()).isTrue();
  }
}
