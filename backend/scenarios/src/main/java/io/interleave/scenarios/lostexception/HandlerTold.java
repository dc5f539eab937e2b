package io.interleave.scenarios.lostexception;

import io.interleave.engine.event.Outcome;
import io.interleave.engine.primitive.Activity;
import io.interleave.engine.primitive.TracedAtomicInt;
import io.interleave.engine.primitive.TracedQueue;
import io.interleave.engine.primitive.TracedThread;
import io.interleave.engine.run.Program;
import java.util.ArrayList;
import java.util.List;

/** Each thread has somebody who is told when an exception ends it. */
record HandlerTold(int copiers, int files, int fails, int copying) implements Program {

  @Override
  public Outcome run() throws InterruptedException {
    TracedAtomicInt copied = new TracedAtomicInt("copied", 0);
    TracedQueue<String> complaints = new TracedQueue<>("complaints");
    List<TracedThread> threads = new ArrayList<>();
    for (int i = 1; i <= copiers; i++) {
      int number = i;
      threads.add(
          TracedThread.platform("copier " + i, () -> copy(number, copied))
              .onUncaught((thread, thrown) -> complaints.add(thread.name() + ": " + thrown))
              .start());
    }

    for (TracedThread thread : threads) {
      thread.join();
    }

    return LostException.outcome(copied.get(), copiers * files, List.copyOf(complaints));
  }

  private void copy(int number, TracedAtomicInt copied) throws InterruptedException {
    for (int file = 1; file <= files; file++) {
      Activity.io(copying);
      if (number == 1 && file == fails) {
        throw new IllegalStateException("disk full");
      }
      copied.incrementAndGet();
    }
  }
}
