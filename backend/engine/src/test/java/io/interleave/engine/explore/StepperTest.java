package io.interleave.engine.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.interleave.engine.RandomPrograms;
import io.interleave.engine.Runs;
import io.interleave.engine.event.Outcome;
import io.interleave.engine.event.Text;
import io.interleave.engine.explore.Position.Choice;
import io.interleave.engine.explore.Position.Waiting;
import io.interleave.engine.explore.Stepper.Found;
import io.interleave.engine.primitive.SharedInt;
import io.interleave.engine.primitive.TracedThread;
import io.interleave.engine.run.Program;
import io.interleave.engine.run.Status;
import io.interleave.engine.schedule.ImpossibleStep;
import io.interleave.engine.schedule.Schedule;
import io.interleave.engine.schedule.Settings;
import io.interleave.engine.schedule.Settings.MemoryModel;
import io.interleave.engine.schedule.Strategies;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Somebody is the scheduler. */
class StepperTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  private static Stepper stepper(Program program) {
    return new Stepper(program, Settings.DEFAULT, Runs.LIMITS);
  }

  private static Position at(Stepper stepper, String schedule) throws InterruptedException {
    return stepper.at(Schedule.parse(schedule));
  }

  @Test
  void choicesAreToldInWords() throws InterruptedException {
    Stepper lostUpdate = stepper(StandardPrograms.lostUpdate(2, 1));

    Position start = at(lostUpdate, "");
    Position reading = at(lostUpdate, "1,2");

    assertThat(start.end()).isNull();
    assertThat(start.choices()).extracting(Choice::thread).containsExactly(1);
    assertThat(start.trace().size()).isZero();
    assertThat(reading.choices()).extracting(Choice::name).containsExactly("t1", "t2");
    assertThat(reading.choices().getFirst().text().en()).isEqualTo("reads 'counter'");
    assertThat(reading.choices().getFirst().alternatives())
        .extracting(Text::en)
        .containsExactly("reads 'counter'");
    assertThat(reading.waiting()).extracting(Waiting::name).containsExactly("main");
    assertThat(reading.waiting().getFirst().text().en()).isEqualTo("is waiting for the end of t1");
  }

  /** Whatever is offered can be chosen, and whatever is not offered cannot. */
  @Test
  void whatIsOfferedCanBeDone() throws InterruptedException {
    for (int seed = 0; seed < 40; seed++) {
      Random random = new Random(seed);
      Stepper stepper = stepper(RandomPrograms.of(RandomPrograms.Kind.MIXED, seed));
      Position position = at(stepper, "");
      while (position.end() == null) {
        assertThat(position.choices()).isNotEmpty();
        for (Waiting waiting : position.waiting()) {
          Schedule impossible = position.schedule().then(waiting.thread(), 0);
          assertThatExceptionOfType(ImpossibleStep.class)
              .isThrownBy(() -> stepper.at(impossible))
              .satisfies(e -> assertThat(e.step()).isEqualTo(impossible.length()));
        }
        List<Choice> choices = position.choices();
        Choice choice = choices.get(random.nextInt(choices.size()));
        int before = position.trace().size();
        Schedule next = position.schedule().then(choice.thread(), choice.course());
        position = stepper.at(next);
        assertThat(position.schedule()).isEqualTo(next);
        assertThat(position.trace().size()).isGreaterThanOrEqualTo(before);
      }
      assertThat(position.choices()).isEmpty();
    }
  }

  @Test
  void aScheduleIsCutAtTheEnd() throws InterruptedException {
    Position end = at(stepper(StandardPrograms.readers(1)), "1,2*3,3*3,1*3,1*50");

    assertThat(end.end().status()).isEqualTo(Status.COMPLETED);
    assertThat(end.schedule().toString()).isEqualTo("1,2*3,3*3,1*3");
  }

  @Test
  void goesOnByAStrategy() throws InterruptedException {
    Stepper stepper = stepper(StandardPrograms.lostUpdate(2, 2));
    Schedule begun = Schedule.parse("1,3*2");

    for (Strategies strategy : Strategies.values()) {
      Schedule some = stepper.goOn(begun, strategy, 1, 3);
      Schedule all = stepper.goOn(begun, strategy, 1, Integer.MAX_VALUE);

      assertThat(some.length()).isEqualTo(6);
      assertThat(some.first(3)).isEqualTo(begun);
      assertThat(all.first(3)).isEqualTo(begun);
      assertThat(stepper.at(all).end()).as(strategy.id()).isNotNull();
    }
  }

  @Test
  void findsWhatMissesTheGoalFromHere() throws InterruptedException {
    Stepper stepper = stepper(StandardPrograms.lostUpdate(2, 1));
    Schedule read = Schedule.parse("1,2*2");
    Schedule tooLate = Schedule.parse("1,2*3");

    Found found = stepper.find(read, 1, SECOND);

    assertThat(found.value()).isEqualTo("1");
    assertThat(found.schedule().first(read.length())).isEqualTo(read);
    assertThat(found.words()).isNotEmpty();
    assertThat(stepper.at(found.schedule()).end().outcome().goalMet()).isFalse();
    assertThat(stepper.find(tooLate, 1, Duration.ofMillis(200))).isNull();
  }

  /** The first strategy to go on with is told of steps that it did not choose. */
  @Test
  void itGoesOnWhereAWaitHasGivenUp() throws InterruptedException {
    Stepper stepper =
        stepper(
            () -> {
              SharedInt counter = SharedInt.plain("counter", 0);
              TracedThread.Body body =
                  () -> {
                    TracedThread.sleep(5);
                    counter.set(counter.get() + 1);
                  };
              TracedThread one = TracedThread.platform("one", body).start();
              TracedThread two = TracedThread.platform("two", body).start();
              one.join();
              two.join();
              return new Outcome("" + counter.get(), counter.get() == 2, "");
            });
    Schedule slept = Schedule.parse("1,2*2");

    assertThat(stepper.find(slept, 1, SECOND).value()).isEqualTo("1");
    for (Strategies strategy : Strategies.values()) {
      Schedule whole = stepper.goOn(slept, strategy, 1, Integer.MAX_VALUE);
      assertThat(stepper.at(whole).end()).as("%s", strategy).isNotNull();
    }
  }

  @Test
  void goalsAreRecognised() throws InterruptedException {
    Stepper lostUpdate = stepper(StandardPrograms.lostUpdate(2, 1));
    Stepper philosophers = stepper(StandardPrograms.philosophers(2, false));

    Position before = at(lostUpdate, "1,2*2,3*2,2");
    Position lost = at(lostUpdate, "1,2*2,3*2,2,3");
    Position missed = at(lostUpdate, "1,2*2,3*2,2,3,2,3,1*4");
    Position stuck = at(philosophers, "1,2,3,2,3");
    Position fed =
        stepper(StandardPrograms.philosophers(2, false))
            .at(philosophers.goOn(Schedule.EMPTY, Strategies.SEQUENTIAL, 1, Integer.MAX_VALUE));

    assertThat(before.goals()).containsEntry(Goal.LOSE_UPDATE, false);
    assertThat(before.goals()).doesNotContainKey(Goal.DEADLOCK);
    assertThat(lost.goals()).containsEntry(Goal.LOSE_UPDATE, true).containsEntry(Goal.MISS, false);
    assertThat(missed.goals()).containsEntry(Goal.MISS, true);
    assertThat(stuck.end().status()).isEqualTo(Status.DEADLOCKED);
    assertThat(stuck.goals()).containsEntry(Goal.DEADLOCK, true).containsEntry(Goal.MISS, true);
    assertThat(fed.goals()).containsEntry(Goal.DEADLOCK, false).containsEntry(Goal.MISS, false);
  }

  @Test
  void whoIsPassedOverFifteenTimesStarves() throws InterruptedException {
    Stepper stepper = stepper(StandardPrograms.lostUpdate(2, 10));

    assertThat(at(stepper, "1,2*14").goals()).containsEntry(Goal.STARVE, false);
    assertThat(at(stepper, "1,2*15").goals()).containsEntry(Goal.STARVE, true);
    // Whose turn comes in between does not.
    assertThat(at(stepper, "1,2*8,3,2*8").goals()).containsEntry(Goal.STARVE, false);
  }

  /** Under a modelled memory, a read offers the values that it can see, the last one first. */
  @Test
  void staleValuesAreAlternatives() throws InterruptedException {
    Stepper stepper =
        new Stepper(
            StandardPrograms.litmus(StandardPrograms.MP),
            Settings.DEFAULT.withMemory(MemoryModel.JAVA),
            Runs.LIMITS);

    Position position = at(stepper, "1,2*2,3");

    Choice read =
        position.choices().stream().filter(each -> each.thread() == 3).findFirst().orElseThrow();
    assertThat(read.text().en()).isEqualTo("reads 'y'");
    assertThat(read.alternatives()).hasSizeGreaterThan(1);
    assertThat(read.alternatives().getFirst().en()).endsWith("sees 0");
    for (int i = 0; i < read.alternatives().size(); i++) {
      assertThat(stepper.at(position.schedule().then(3, i)).trace().size())
          .isGreaterThan(position.trace().size());
    }
  }
}
