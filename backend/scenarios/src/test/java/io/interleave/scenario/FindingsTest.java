package io.interleave.scenario;

import static org.assertj.core.api.Assertions.assertThat;

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
    return Runs.live();
  }

  static Stream<Runs.Case> controlled() {
    return ControlledRuns.all();
  }

  @ParameterizedTest
  @MethodSource("controlled")
  void underRandomSchedules(Runs.Case variant) {
    Set<String> found = new TreeSet<>();
    for (int seed = 1; seed <= SEEDS; seed++) {
      Runs.Run run = ControlledRuns.run(variant, Strategies.RANDOM, seed);
      found.addAll(run.types());
      assertThat(run.types().contains("deadlock"))
          .as("seed %d: %s %s", seed, run.end(), run.findings())
          .isEqualTo(run.deadlocked());
    }
    assertThat(found).isEqualTo(new TreeSet<>(variant.variant().findings()));
  }

  @ParameterizedTest
  @MethodSource
  void live(Runs.Case variant) {
    Set<String> declared = new TreeSet<>(variant.variant().findings());
    Runs.Run run =
        declared.isEmpty() && variant.isCertain()
            ? variant.run()
            : variant.showing(each -> each.types().isEmpty() == declared.isEmpty());
    assertThat(declared).as("%s", run.findings()).containsAll(run.types());
    assertThat(run.types().isEmpty()).isEqualTo(declared.isEmpty());
  }
}
