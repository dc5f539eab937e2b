package io.interleave.scenario;

import org.junit.jupiter.api.Test;

/** With all knobs turned down, and up, every variant keeps what a scenario promises. */
class ExtremesTest {

  @Test
  void allKnobsDown() {
    Extremes.runAll(Runs.CATALOGUE.scenarios(), Parameter::min);
  }

  /** As many threads and steps as there can be, with times as short as they can be. */
  @Test
  void allNumbersUp() {
    Extremes.runAll(
        Runs.CATALOGUE.scenarios(),
        parameter -> parameter.unit() == null ? parameter.max() : parameter.min());
  }
}
