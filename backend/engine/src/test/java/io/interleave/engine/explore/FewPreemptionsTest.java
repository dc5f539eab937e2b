package io.interleave.engine.explore;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.explore.Report.Minimal;
import io.interleave.engine.run.Program;
import io.interleave.engine.schedule.Settings;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A failure of many threads is told with hardly more preemptions than it needs, which is one. */
class FewPreemptionsTest {

  static Stream<Arguments> programs() {
    return Stream.of(
        Arguments.of("reorder-7", SctBench.reorder(6)),
        Arguments.of("reorder-10", SctBench.reorder(9)),
        Arguments.of("reorder-20", SctBench.reorder(19)),
        Arguments.of("reorder-50", SctBench.reorder(49)),
        Arguments.of("reorder-100", SctBench.reorder(99)),
        Arguments.of("twostage-99+1", SctBench.twoStage(99, 1)),
        Arguments.of("wronglock-1+7", SctBench.wrongLock(1, 7)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("programs")
  void itIsHardlyMoreThanOne(String name, Program program) throws InterruptedException {
    Report report =
        new Exploration(program, Method.SEARCH, Settings.DEFAULT, 1)
            .explore(
                new Bounds(1_000_000, Duration.ofDays(1), Duration.ofSeconds(3)), progress -> {});

    Minimal minimal = Objects.requireNonNull(report.minimal(), name);
    assertThat(minimal.preemptions()).as("%s: %s", name, minimal).isBetween(1, 3);
  }
}
