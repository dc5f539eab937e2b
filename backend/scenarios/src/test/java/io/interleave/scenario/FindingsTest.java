package io.interleave.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.event.Finding;
import io.interleave.engine.run.Plan;
import io.interleave.engine.run.Status;
import io.interleave.engine.schedule.Strategies;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What analysis finds in a variant is what the variant is there to show, no more and no less. */
class FindingsTest {

  private static final int SEEDS = 30;

  static Stream<Runs.Case> live() {
    return Runs.all().filter(each -> each.scenario().live());
  }

  static Stream<Runs.Case> controlled() {
    return ControlledRuns.all();
  }

  private static Set<String> types(Runs.Run run) {
    Set<String> types = new TreeSet<>();
    run.findings().stream().map(Finding::type).forEach(types::add);
    return types;
  }

  @ParameterizedTest
  @MethodSource("controlled")
  void underRandomSchedules(Runs.Case variant) {
    Set<String> found = new TreeSet<>();
    for (int seed = 1; seed <= SEEDS; seed++) {
      Runs.Run run = ControlledRuns.run(variant, Plan.by(Strategies.RANDOM, seed));
      found.addAll(types(run));
      assertThat(types(run).contains("deadlock"))
          .as("seed %d: %s %s", seed, run.end(), run.findings())
          .isEqualTo(run.end().status() == Status.DEADLOCKED);
    }
    assertThat(found).isEqualTo(new TreeSet<>(variant.variant().findings()));
  }

  @ParameterizedTest
  @MethodSource
  void live(Runs.Case variant) {
    Set<String> declared = new TreeSet<>(variant.variant().findings());
    Runs.Run run = variant.runUntil(each -> !types(each).isEmpty() || declared.isEmpty());
    assertThat(declared).as("%s", run.findings()).containsAll(types(run));
    assertThat(types(run).isEmpty()).isEqualTo(declared.isEmpty());
  }
}
