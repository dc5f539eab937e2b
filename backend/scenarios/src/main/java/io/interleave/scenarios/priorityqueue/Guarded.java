package io.interleave.scenarios.priorityqueue;

import io.interleave.engine.event.Outcome;
import io.interleave.engine.primitive.Activity;
import io.interleave.engine.primitive.SharedInt;
import io.interleave.engine.primitive.TracedReentrantLock;
import io.interleave.engine.primitive.TracedThread;
import io.interleave.engine.run.Program;
import io.interleave.scenario.Threads;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.Condition;

/** One at a time at the board, and a doctor who finds it empty waits to be told. */
record Guarded(int patients, int doctors, int quiet, int treat) implements Program {

  private record Board(List<SharedInt> waiting, TracedReentrantLock lock, Condition arrival) {

    void put(int urgency) throws InterruptedException {
      lock.lock();
      try {
        int count = waiting.get(urgency).get();
        TracedThread.sleep(2);
        waiting.get(urgency).set(count + 1);
        arrival.signal();
      } finally {
        lock.unlock();
      }
    }

    int pop() throws InterruptedException {
      lock.lock();
      try {
        while (true) {
          for (int urgency = 2; urgency >= 0; urgency--) {
            int count = waiting.get(urgency).get();
            if (count > 0) {
              TracedThread.sleep(2);
              waiting.get(urgency).set(count - 1);
              return urgency;
            }
          }
          arrival.await();
        }
      } finally {
        lock.unlock();
      }
    }
  }

  @Override
  public Outcome run() throws InterruptedException {
    TracedReentrantLock lock = new TracedReentrantLock("board");
    Board board = new Board(PriorityQueue.urgencies(), lock, lock.newCondition("arrival"));
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
