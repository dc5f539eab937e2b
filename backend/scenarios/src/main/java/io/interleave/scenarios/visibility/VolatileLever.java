package io.interleave.scenarios.visibility;

import io.interleave.engine.event.Outcome;
import io.interleave.engine.primitive.SharedInt;
import io.interleave.engine.primitive.TracedAtomicInt;
import io.interleave.engine.primitive.TracedThread;
import io.interleave.engine.run.Program;

/** The mill looks at a volatile variable, and sees what was written last. */
record VolatileLever(int turns) implements Program {

  @Override
  public Outcome run() throws InterruptedException {
    SharedInt lever = SharedInt.volatileInt("lever", 0);
    TracedAtomicInt turned = new TracedAtomicInt("turned", 0);
    TracedThread mill = TracedThread.platform("mill", () -> grind(lever, turned)).start();

    lever.set(1);
    int before = turned.get();

    mill.join();
    return Visibility.outcome(turned.get(), before);
  }

  private void grind(SharedInt lever, TracedAtomicInt turned) {
    for (int turn = 1; turn <= turns && lever.get() == 0; turn++) {
      turned.incrementAndGet();
    }
  }
}
