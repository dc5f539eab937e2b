package io.interleave.scenarios.priorityqueue;

import io.interleave.engine.event.Outcome;
import io.interleave.engine.primitive.Activity;
import io.interleave.engine.primitive.SharedInt;
import io.interleave.engine.primitive.TracedSemaphore;
import io.interleave.engine.primitive.TracedThread;
import io.interleave.engine.run.Program;
import io.interleave.scenario.Threads;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** Doctors wait until somebody has come, but nobody guards the board. */
record Unguarded(int patients, int doctors, int quiet, int treat) implements Program {

  private record Board(List<SharedInt> waiting, Semaphore arrivals) {

    void put(int urgency) throws InterruptedException {
      int count = waiting.get(urgency).get();
      TracedThread.sleep(2);
      waiting.get(urgency).set(count + 1);
      arrivals.release();
    }

    int pop() throws InterruptedException {
      arrivals.acquire();
      for (int urgency = 2; urgency >= 0; urgency--) {
        int count = waiting.get(urgency).get();
        if (count > 0) {
          TracedThread.sleep(2);
          waiting.get(urgency).set(count - 1);
          return urgency;
        }
      }
      return PriorityQueue.NOBODY;
    }
  }

  @Override
  public Outcome run() throws InterruptedException {
    Semaphore arrivals = new TracedSemaphore("arrivals", 0);
    Board board = new Board(PriorityQueue.urgencies(), arrivals);
    AtomicIntegerArray called = new AtomicIntegerArray(PriorityQueue.KINDS);

    List<TracedThread> staff =
        Threads.start(
            doctors,
            "doctor",
            number -> {
              for (int turn = number; turn <= patients; turn += doctors) {
                called.incrementAndGet(board.pop());
                Activity.io(treat);
              }
            });
    TracedThread.sleep(quiet);
    Threads.startAndJoin(patients, "patient", n -> board.put(n % 3));
    Threads.join(staff);
    return PriorityQueue.outcome(called, patients);
  }
}
