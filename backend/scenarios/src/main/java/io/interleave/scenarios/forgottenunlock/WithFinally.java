package io.interleave.scenarios.forgottenunlock;

import io.interleave.engine.event.Outcome;
import io.interleave.engine.primitive.Activity;
import io.interleave.engine.primitive.SharedInt;
import io.interleave.engine.primitive.TracedReentrantLock;
import io.interleave.engine.run.Program;
import io.interleave.scenario.Threads;
import java.util.concurrent.locks.Lock;

/** Whatever happens after lock, unlock comes in the end. */
record WithFinally(int clerks, int labels, int bad) implements Program {

  @Override
  public Outcome run() throws InterruptedException {
    Lock printer = new TracedReentrantLock("printer");
    SharedInt printed = SharedInt.plain("printed", 0);

    Threads.startAndJoin(
        clerks,
        "clerk",
        number -> {
          for (int label = 1; label <= labels; label++) {
            boolean address = number > 1 || label != bad;
            printer.lock();
            try {
              print(address, printed);
            } finally {
              printer.unlock();
            }
            Activity.work(2);
          }
        },
        (clerk, thrown) -> Activity.note(clerk.name() + " stops: " + thrown.getMessage()));

    return ForgottenUnlock.outcome(printed.get(), clerks, labels, bad);
  }

  private static void print(boolean address, SharedInt printed) throws InterruptedException {
    if (!address) {
      throw new IllegalStateException("no address");
    }
    Activity.io(15);
    printed.set(printed.get() + 1);
  }
}
