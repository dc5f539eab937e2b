package io.interleave.engine.explore;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.event.Outcome;
import io.interleave.engine.primitive.SharedInt;
import io.interleave.engine.primitive.TracedThread;
import io.interleave.engine.run.Program;
import io.interleave.engine.schedule.Settings;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Resuming where nothing is left to try does no harm: it looks for the simplest schedule again. */
class ExhaustedExplorationTest {

  private static final Program LOSES =
      () -> {
        SharedInt counter = SharedInt.plain("counter", 0);
        TracedThread ann =
            TracedThread.platform("Ann", () -> counter.set(counter.get() + 1)).start();
        counter.set(counter.get() + 1);
        ann.join();
        return new Outcome(String.valueOf(counter.get()), counter.get() == 2, "");
      };

  @ParameterizedTest
  @EnumSource(
      value = Method.class,
      names = {"AUTO", "CLASSES", "STATES", "INTERLEAVINGS"})
  void hasTheSameReport(Method method) throws InterruptedException {
    Exploration exploration = new Exploration(LOSES, method, Settings.DEFAULT, 1);
    Report once = exploration.explore(Bounds.DEFAULT, _ -> {});

    Report again = exploration.explore(Bounds.DEFAULT, _ -> {});

    assertThat(once.exhaustive()).isTrue();
    assertThat(again.exhaustive()).isTrue();
    assertThat(again.executions()).isEqualTo(once.executions());
    assertThat(again.outcomes()).isEqualTo(once.outcomes());
  }
}
