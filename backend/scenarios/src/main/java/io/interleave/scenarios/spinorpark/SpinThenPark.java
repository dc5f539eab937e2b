package io.interleave.scenarios.spinorpark;

import io.interleave.engine.event.Outcome;
import io.interleave.engine.primitive.Activity;
import io.interleave.engine.primitive.TracedReentrantLock;
import io.interleave.engine.run.Program;
import io.interleave.scenario.Threads;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;

/** Whoever finds the door shut looks a few times more, and then sleeps. */
record SpinThenPark(int threads, int turns, int hold, int budget) implements Program {

  private static final Duration LOOK = Duration.ofNanos(50_000);

  @Override
  public Outcome run() throws InterruptedException {
    Lock door = new TracedReentrantLock("door");
    AtomicInteger most = new AtomicInteger();

    Threads.startAndJoin(
        threads,
        "worker",
        number -> {
          for (int i = 0; i < turns; i++) {
            int looks = enter(door);
            try {
              Activity.work(Duration.ofNanos(1_000L * hold));
            } finally {
              door.unlock();
            }
            most.accumulateAndGet(looks, Math::max);
            Activity.work(1);
          }
        });

    return SpinOrPark.outcome(50 * most.get(), budget);
  }

  /** Waits for the door, and says how often it looked in vain. */
  private int enter(Lock door) {
    int looks = 0;
    while (!door.tryLock()) {
      if (50 * (looks + 1) > budget) {
        door.lock();
        break;
      }
      Activity.work(LOOK);
      looks++;
    }
    return looks;
  }
}
