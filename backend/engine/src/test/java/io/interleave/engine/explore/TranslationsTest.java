package io.interleave.engine.explore;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.RandomPrograms;
import io.interleave.engine.Translations;
import io.interleave.engine.Unhurried;
import io.interleave.engine.event.Text;
import io.interleave.engine.run.Limits;
import io.interleave.engine.schedule.Schedule;
import io.interleave.engine.schedule.Settings;
import io.interleave.engine.schedule.Strategies;
import io.interleave.testing.Seeds;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Whatever is told of steps, and of schedules that fail, is told in every language. */
class TranslationsTest {

  private static final int SHARE = 2;

  @Test
  void stepsOfRandomPrograms() {
    // By share of the seeds.
    Map<Integer, Set<String>> told = new TreeMap<>();
    for (RandomPrograms.Kind kind : RandomPrograms.Kind.values()) {
      Seeds.check(
          "told steps " + kind,
          12,
          SHARE,
          seed -> {
            Set<String> toldHere = told.computeIfAbsent(seed % SHARE, _ -> new HashSet<>());
            Stepper stepper =
                new Stepper(RandomPrograms.of(kind, seed), Settings.DEFAULT, Limits.DEFAULT);
            Schedule whole = stepper.goOn(Schedule.EMPTY, Strategies.RANDOM, seed, 200);
            Random random = new Random(seed);
            for (int i = 0; i < 4; i++) {
              check(stepper.at(whole.first(random.nextInt(whole.length() + 1))), toldHere);
            }
            Stepper.Found found = stepper.find(Schedule.EMPTY, seed, Duration.ofMillis(5));
            if (found != null) {
              found.words().forEach(Translations::check);
            }
          });
    }
    assertThat(told.values()).allSatisfy(share -> assertThat(share).hasSizeGreaterThan(50));
    if (told.size() == SHARE) {
      Set<String> all = new HashSet<>();
      told.values().forEach(all::addAll);
      assertThat(all).hasSizeGreaterThan(60);
    }
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
            .explore(Unhurried.bounds(100_000), _ -> {});
    Report.Minimal minimal = Objects.requireNonNull(report.minimal());
    assertThat(minimal.words()).isNotEmpty().allSatisfy(Translations::check);
  }
}
