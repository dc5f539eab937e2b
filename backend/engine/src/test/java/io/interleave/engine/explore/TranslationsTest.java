package io.interleave.engine.explore;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.RandomPrograms;
import io.interleave.engine.Translations;
import io.interleave.engine.event.Text;
import io.interleave.engine.run.Limits;
import io.interleave.engine.schedule.Schedule;
import io.interleave.engine.schedule.Settings;
import io.interleave.engine.schedule.Strategies;
import java.time.Duration;
import java.util.HashSet;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whatever is told of steps, and of schedules that fail, is told in every language. */
class TranslationsTest {

  @Test
  void stepsOfRandomPrograms() throws InterruptedException {
    Set<String> told = new HashSet<>();
    Random random = new Random(7);
    for (RandomPrograms.Kind kind : RandomPrograms.Kind.values()) {
      for (int seed = 0; seed < 12; seed++) {
        Stepper stepper =
            new Stepper(RandomPrograms.of(kind, seed), Settings.DEFAULT, Limits.DEFAULT);
        Schedule whole = stepper.goOn(Schedule.EMPTY, Strategies.RANDOM, seed, 200);
        for (int i = 0; i < 4; i++) {
          check(stepper.at(whole.first(random.nextInt(whole.length() + 1))), told);
        }
        Stepper.Found found = stepper.find(Schedule.EMPTY, seed, Duration.ofMillis(5));
        if (found != null) {
          found.words().forEach(Translations::check);
        }
      }
    }
    assertThat(told).hasSizeGreaterThan(60);
  }

  private static void check(Position position, Set<String> told) {
    for (Position.Choice choice : position.choices()) {
      check(choice.text(), position, told);
      choice.alternatives().forEach(text -> check(text, position, told));
    }
    position.waiting().forEach(waiting -> check(waiting.text(), position, told));
    position.goals().keySet().forEach(goal -> Translations.check(goal.title()));
    if (position.end() != null && position.end().reason() != null) {
      Translations.check(Objects.requireNonNull(position.end().reason()));
    }
  }

  private static void check(Text text, Position position, Set<String> told) {
    Translations.check(text, position.trace());
    told.add(text.en());
  }

  @Test
  void theSimplestFailingSchedule() throws InterruptedException {
    Report report =
        new Exploration(StandardPrograms.lostUpdate(2, 1), Method.AUTO, Settings.DEFAULT, 1)
            .explore(Bounds.DEFAULT, _ -> {});
    Report.Minimal minimal = Objects.requireNonNull(report.minimal());
    assertThat(minimal.words()).isNotEmpty().allSatisfy(Translations::check);
  }
}
