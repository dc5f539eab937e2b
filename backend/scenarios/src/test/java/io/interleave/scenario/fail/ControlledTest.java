package io.interleave.scenario.fail;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.explore.Grade;
import io.interleave.engine.explore.Method;
import io.interleave.engine.explore.Report;
import io.interleave.engine.explore.Report.Minimal;
import io.interleave.scenario.ControlledRuns;
import io.interleave.scenario.Runs;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every wrong variant is caught, and told by its simplest schedule. */
class ControlledTest {

  static Stream<Runs.Case> variants() {
    return ControlledRuns.variants(false);
  }

  /** A schedule that misses the goal has a share of more than a hundredth; 2000 find it. */
  @ParameterizedTest
  @MethodSource("variants")
  void searchFindsItWithinASecond(Runs.Case variant) throws InterruptedException {
    ControlledRuns.explore(variant, Method.SEARCH, Duration.ofSeconds(10)); // warms up

    Report report = ControlledRuns.explore(variant, Method.SEARCH, Duration.ofSeconds(1));

    assertThat(report.failed()).isTrue();
    assertThat(report.outcomes().getFirst().grade()).isEqualTo(Grade.FORBIDDEN);
  }

  @ParameterizedTest
  @MethodSource("variants")
  void itsSimplestScheduleIsProvedAndTold(Runs.Case variant) throws InterruptedException {
    Report report = ControlledRuns.explore(variant, Method.AUTO, Duration.ofSeconds(10));

    assertThat(report.exhaustive()).isTrue();
    assertThat(report.failed()).isTrue();
    Minimal minimal = Objects.requireNonNull(report.minimal());
    assertThat(minimal.proved()).isTrue();
    assertThat(minimal.words()).isNotEmpty();
  }
}
