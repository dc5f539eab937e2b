package io.interleave.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class InterleavePropertiesTest {

  @EnableConfigurationProperties(InterleaveProperties.class)
  private static final class Application {}

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner().withUserConfiguration(Application.class);

  @Test
  void theDefaultsAreWithinTheirBounds() {
    runner.run(
        context ->
            assertThat(context.getBean(InterleaveProperties.class).limits().liveRuns())
                .isEqualTo(2));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          limits.live-runs=0 | limits.live-runs has to be 1 or more, not 0
          limits.threads-per-run=10001 | limits.threads-per-run has to be 1 to 10000, not 10001
          limits.viewer-duration=10ms | limits.viewer-duration has to be 1000 ms or more, not 10 ms
          history.runs=-1 | history.runs has to be 1 or more, not -1
          stream.batch-events=0 | stream.batch-events has to be 1 or more, not 0
          exploration.steps=0 | exploration.steps has to be 1 to 100000, not 0
          session.concurrent=0 | session.concurrent has to be 1 or more, not 0
          """)
  void aValueOutOfBoundsEndsTheStartWithASentenceThatNamesIt(String property, String sentence) {
    runner
        .withPropertyValues("interleave." + property)
        .run(
            context ->
                assertThat(context).getFailure().rootCause().hasMessage("interleave." + sentence));
  }
}
