package io.interleave.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.analysis.Timing;
import io.interleave.engine.schedule.Strategies;
import io.interleave.scenario.story.Account;
import io.interleave.scenario.story.Question;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is told of a run, and the answers to the questions that were asked before it. */
class AccountTest {

  private static final int SEEDS = 10;

  static Stream<Runs.Case> live() {
    return Runs.live();
  }

  static Stream<Runs.Case> controlled() {
    return ControlledRuns.all();
  }

  @ParameterizedTest
  @MethodSource("live")
  void ofALiveRun(Runs.Case variant) {
    check(variant, variant.run(), Timing.REAL);
  }

  @ParameterizedTest
  @MethodSource("controlled")
  void ofControlledRuns(Runs.Case variant) {
    for (int seed = 1; seed <= SEEDS; seed++) {
      check(variant, ControlledRuns.run(variant, Strategies.RANDOM, seed), Timing.STEPS);
    }
  }

  @Test
  void theLongestWaitIsOneThatEnded() {
    assertThat(told("mutex-contention", "coarse"))
        .anyMatch(text -> text.contains("waited longest"));
    assertThat(told("nested-monitor", "nested")).noneMatch(text -> text.contains("waited longest"));
  }

  private static List<String> told(String scenario, String variant) {
    Runs.Case which = Runs.variant(scenario, variant);
    return which.scenario().account(which.run().facts(Timing.REAL)).happened().stream()
        .map(said -> said.text().en())
        .toList();
  }

  private static void check(Runs.Case variant, Runs.Run run, Timing timing) {
    Account account = variant.scenario().account(run.facts(timing));

    assertThat(account.happened()).as("beyond what is said of any run").hasSizeGreaterThan(1);
    assertThat(account.happened())
        .allMatch(said -> said.text().en().matches("(?s)[^{}%]+[.)]"), "English")
        .allMatch(said -> said.text().zh().matches("(?s)[^{}%]*\\p{IsHan}[^{}%]*[。）]"), "Chinese")
        .allMatch(said -> said.seq() >= 0 && said.seq() <= run.trace().size(), "an event");
    assertThat(account.answers())
        .containsOnlyKeys(variant.scenario().questions().stream().map(Question::id).toList());
    for (Question question : variant.scenario().questions()) {
      String value = account.answers().get(question.id()).value();
      int seq = account.answers().get(question.id()).seq();
      assertThat(seq).isBetween(1, run.trace().size());
      if (question.choices().isEmpty()) {
        assertThat(value).matches("-?[0-9]+");
      } else {
        assertThat(question.choices()).contains(value);
      }
    }
  }
}
