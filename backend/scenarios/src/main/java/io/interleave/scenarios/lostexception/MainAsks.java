package io.interleave.scenarios.lostexception;

import io.interleave.engine.event.Outcome;
import io.interleave.engine.primitive.Activity;
import io.interleave.engine.primitive.TracedAtomicInt;
import io.interleave.engine.primitive.TracedExecutor;
import io.interleave.engine.primitive.TracedQueue;
import io.interleave.engine.run.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** Main asks for every result, and an exception comes out where it asks. */
record MainAsks(int copiers, int files, int fails, int copying) implements Program {

  @Override
  public Outcome run() throws InterruptedException {
    TracedAtomicInt copied = new TracedAtomicInt("copied", 0);
    TracedQueue<String> complaints = new TracedQueue<>("complaints");
    List<Future<Integer>> results = new ArrayList<>();
    TracedExecutor pool = TracedExecutor.fixed("copier", copiers);
    for (int i = 1; i <= copiers; i++) {
      int number = i;
      results.add(pool.submit(() -> copy(number, copied)));
    }
    pool.close();
    for (Future<Integer> result : results) {
      try {
        result.get();
      } catch (ExecutionException e) {
        complaints.add(String.valueOf(e.getCause()));
      }
    }

    int expected = results.size() * files;
    return LostException.outcome(copied.get(), expected, List.copyOf(complaints));
  }

  private int copy(int number, TracedAtomicInt copied) throws InterruptedException {
    for (int file = 1; file <= files; file++) {
      Activity.io(copying);
      if (number == 1 && file == fails) {
        throw new IllegalStateException("disk full");
      }
      copied.incrementAndGet();
    }
    return files;
  }
}
