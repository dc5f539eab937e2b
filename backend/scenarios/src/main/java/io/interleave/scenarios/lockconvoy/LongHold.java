package io.interleave.scenarios.lockconvoy;

import io.interleave.engine.event.Outcome;
import io.interleave.engine.primitive.Activity;
import io.interleave.engine.primitive.SharedInt;
import io.interleave.engine.primitive.TracedReentrantLock;
import io.interleave.engine.primitive.TracedThread;
import io.interleave.engine.run.Program;
import io.interleave.scenario.Threads;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;

/** The manager keeps the register open while phoning. */
record LongHold(int porters, int entries, int calls, int call) implements Program {

  @Override
  public Outcome run() throws InterruptedException {
    Lock register = new TracedReentrantLock("register", true);
    SharedInt lines = SharedInt.plain("lines", 0);
    AtomicInteger done = new AtomicInteger();

    List<TracedThread> team =
        Threads.start(
            porters,
            "porter",
            number -> {
              for (int i = 0; i < entries; i++) {
                Activity.io(1);
                enter(register, lines, 0);
              }
              done.incrementAndGet();
            });
    AtomicInteger doneFirst = new AtomicInteger();
    TracedThread manager =
        TracedThread.platform(
            "manager",
            () -> {
              for (int i = 0; i < calls; i++) {
                enter(register, lines, call);
              }
              doneFirst.set(done.get());
            });
    manager.start();
    manager.join();
    Threads.join(team);

    return LockConvoy.outcome(lines.get(), porters * entries + calls, doneFirst.get(), porters);
  }

  private static void enter(Lock register, SharedInt lines, int phoning)
      throws InterruptedException {
    register.lock();
    try {
      if (phoning > 0) {
        Activity.io(phoning);
      }
      Activity.io(1);
      lines.set(lines.get() + 1);
    } finally {
      register.unlock();
    }
  }
}
