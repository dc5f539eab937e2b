package io.interleave.scenarios.spinorpark;

import io.interleave.engine.event.Outcome;
import io.interleave.engine.primitive.Activity;
import io.interleave.engine.primitive.TracedAtomicInt;
import io.interleave.engine.run.Program;
import io.interleave.scenario.Threads;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Whoever finds the door shut looks again and again until it is open. */
record Spin(int threads, int turns, int hold, int budget) implements Program {

  private static final Duration LOOK = Duration.ofNanos(50_000);

  @Override
  public Outcome run() throws InterruptedException {
    TracedAtomicInt shut = new TracedAtomicInt("shut", 0);
    AtomicInteger most = new AtomicInteger();

    Threads.startAndJoin(
        threads,
        "worker",
        number -> {
          for (int i = 0; i < turns; i++) {
            int looks = enter(shut);
            try {
              Activity.work(Duration.ofNanos(1_000L * hold));
            } finally {
              shut.set(0);
            }
            most.accumulateAndGet(looks, Math::max);
            Activity.work(1);
          }
        });

    return SpinOrPark.outcome(50 * most.get(), budget);
  }

  /** Waits for the door, and says how often it looked in vain. */
  private static int enter(TracedAtomicInt shut) {
    int looks = 0;
    while (!shut.compareAndSet(0, 1)) {
      Activity.work(LOOK);
      looks++;
    }
    return looks;
  }
}
