package io.interleave.engine.primitive;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.ControlledRuns;
import io.interleave.engine.Runs;
import io.interleave.engine.explore.Explore;
import io.interleave.engine.explore.Report;
import io.interleave.engine.run.Plan;
import io.interleave.engine.run.Status;
import io.interleave.engine.schedule.Strategies;
import org.junit.jupiter.api.Test;

/** A pool that was shut down ends, whoever waits for its last task. */
class PoolShutdownTest {

  private static int closing(int workers, int tasks) {
    TracedAtomicInt done = new TracedAtomicInt("done", 0);
    TracedExecutor pool = TracedExecutor.fixed("pool", workers);
    for (int i = 0; i < tasks; i++) {
      pool.execute(done::incrementAndGet);
    }
    pool.close();
    return done.get();
  }

  @Test
  void noWorkerIsLeftWaitingForTheTaskThatAnotherTook() {
    for (int seed = 1; seed <= 200; seed++) {
      Runs.Ended run =
          ControlledRuns.run(Plan.by(Strategies.RANDOM, seed), () -> closing(2, 8)).run();
      assertThat(run.end().status()).as("seed %d", seed).isEqualTo(Status.COMPLETED);
    }
  }

  @Test
  void inNoSchedule() throws Exception {
    Report report =
        Explore.program(() -> closing(2, 3)).expecting(done -> done == 3).exhaustively().check();
    assertThat(report.exhaustive()).isTrue();
  }
}
