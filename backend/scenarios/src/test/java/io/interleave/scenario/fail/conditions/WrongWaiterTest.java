package io.interleave.scenario.fail.conditions;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.event.Kind;
import io.interleave.engine.run.Status;
import io.interleave.scenario.Phenomena;
import io.interleave.scenario.Runs;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WrongWaiterTest {

  @Test
  void theSignalWakesWhomItDoesNotConcern() {
    Runs.Case variant = Runs.variant("wrong-waiter", "signal");
    Runs.Run run =
        variant.showing(
            each -> each.deadlocked() && Phenomena.unended(each).equals(Set.of("main", "guest 1")));

    assertThat(run.end().status()).isEqualTo(Status.DEADLOCKED);
    assertThat(Phenomena.wokenInVain(run)).isNotEmpty();
    assertThat(Phenomena.unended(run)).containsExactlyInAnyOrder("main", "guest 1");
    assertThat(Phenomena.on(run, "tea", Kind.VAR_WRITE))
        .as("the cup that nobody fetches")
        .singleElement()
        .matches(write -> write.value() == 1);
  }
}
