package io.interleave.scenario.fail.races;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.scenario.Phenomena;
import io.interleave.scenario.Runs;
import org.junit.jupiter.api.Test;

class ThreadLocalTest {

  @Test
  void aTaskFindsWhatAnEarlierOneLeft() {
    Runs.Run run =
        Runs.variant("thread-local", "leak").showing(each -> !Phenomena.leftOver(each).isEmpty());

    assertThat(Phenomena.leftOver(run))
        .isNotEmpty()
        .allMatch(read -> run.trace().thread((int) read.cause()) == read.thread());
    assertThat(run.outcome().goalMet()).isFalse();
    assertThat(run.outcome().value()).isEqualTo(Phenomena.leftOver(run).size() + "/4");
  }
}
