package io.interleave.scenario.success;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.explore.Grade;
import io.interleave.engine.explore.Method;
import io.interleave.engine.explore.Report;
import io.interleave.scenario.ControlledRuns;
import io.interleave.scenario.Runs;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Of every right variant's small instance, all schedules meet the goal. */
class ControlledTest {

  static Stream<Runs.Case> variants() {
    return ControlledRuns.variants(true);
  }

  @ParameterizedTest
  @MethodSource("variants")
  void noScheduleMissesTheGoal(Runs.Case variant) {
    Report report = ControlledRuns.explore(variant, Method.AUTO);

    assertThat(ControlledRuns.isExhausted(report)).as("exhausted: %s", report).isTrue();
    assertThat(report.outcomes()).isNotEmpty().noneMatch(row -> row.grade() == Grade.FORBIDDEN);
    assertThat(report.minimal()).isNull();
  }
}
