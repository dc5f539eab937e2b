package io.interleave.scenario;

import io.interleave.testing.Alone;
import io.interleave.testing.Nightly;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** With all knobs turned up, times as well, every variant ends within the seconds it promises. */
@Alone
@Nightly
class PromiseTest {

  static List<Scenario> scenarios() {
    return Runs.CATALOGUE.scenarios();
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void allKnobsUp(Scenario scenario) {
    Extremes.runAll(List.of(scenario), Parameter::max);
  }
}
