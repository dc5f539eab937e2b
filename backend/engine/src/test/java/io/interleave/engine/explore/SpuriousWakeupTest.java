package io.interleave.engine.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.interleave.engine.event.Outcome;
import io.interleave.engine.event.WakeReason;
import io.interleave.engine.explore.Position.Choice;
import io.interleave.engine.primitive.TracedReentrantLock;
import io.interleave.engine.primitive.TracedThread;
import io.interleave.engine.run.Limits;
import io.interleave.engine.run.Program;
import io.interleave.engine.schedule.ImpossibleStep;
import io.interleave.engine.schedule.Schedule;
import io.interleave.engine.schedule.Settings;
import java.util.concurrent.locks.Condition;
import org.junit.jupiter.api.Test;

/** A thread that waits without a loop goes on although nothing has come. */
class SpuriousWakeupTest {

  private static final Program IF_INSTEAD_OF_WHILE =
      () -> {
        TracedReentrantLock lock = new TracedReentrantLock("lock");
        Condition came = lock.newCondition("came");
        boolean[] there = {false};
        boolean[] seen = {false};
        TracedThread waiter =
            TracedThread.platform(
                    "waiter",
                    () -> {
                      lock.lock();
                      if (!there[0]) {
                        came.await();
                      }
                      seen[0] = there[0];
                      lock.unlock();
                    })
                .start();
        lock.lock();
        there[0] = true;
        came.signal();
        lock.unlock();
        waiter.join();
        return new Outcome(String.valueOf(seen[0]), seen[0], "");
      };

  private final Stepper stepper =
      new Stepper(IF_INSTEAD_OF_WHILE, Settings.DEFAULT, Limits.DEFAULT);

  @Test
  void whoeverIsTheSchedulerIsOfferedIt() throws Exception {
    Schedule asleep = Schedule.parse("1,2*3");
    Position position = stepper.at(asleep);
    Choice choice =
        position.choices().stream().filter(each -> each.thread() == 2).findFirst().orElseThrow();

    assertThat(choice.course()).isEqualTo(1);
    assertThat(choice.text().en()).isEqualTo("wakes up without having been signalled");
    assertThat(position.waiting()).extracting(Position.Waiting::name).containsExactly("waiter");

    Position end = stepper.at(asleep.then(2, choice.course()).then(2, 0).then(2, 0));
    assertThat(end.trace().strings().all()).isEmpty();
    assertThat(end.schedule()).hasToString("1,2*3,2.1,2*2");
    assertThat(wakeReason(end)).isEqualTo(WakeReason.SPURIOUS);
  }

  private static WakeReason wakeReason(Position position) {
    for (int seq = 1; seq <= position.trace().size(); seq++) {
      if (position.trace().kind(seq) == io.interleave.engine.event.Kind.CONDITION_WAKE) {
        return WakeReason.ofCode(position.trace().value(seq));
      }
    }
    throw new AssertionError("nobody woke");
  }

  @Test
  void onlyAScheduleThatSaysSoBringsItAbout() {
    assertThatThrownBy(() -> stepper.at(Schedule.parse("1,2*4")))
        .isInstanceOf(ImpossibleStep.class)
        .hasMessageContaining("Step 5");
  }

  @Test
  void whereTheyAreAllowedTheyAreFound() throws Exception {
    Report without =
        Explore.program(IF_INSTEAD_OF_WHILE::run)
            .expecting(Outcome::goalMet)
            .by(Method.CLASSES)
            .run();
    Report with =
        Explore.program(IF_INSTEAD_OF_WHILE::run)
            .expecting(Outcome::goalMet)
            .by(Method.CLASSES)
            .with(Settings.DEFAULT.withSpuriousWakeups(1))
            .run();

    assertThat(without.failed()).isFalse();
    assertThat(without.exhaustive()).isTrue();
    assertThat(with.failed()).isTrue();
  }
}
