package io.interleave.engine.explore;

import io.interleave.engine.event.Outcome;
import io.interleave.engine.primitive.SharedInt;
import io.interleave.engine.primitive.TracedReentrantLock;
import io.interleave.engine.primitive.TracedThread;
import io.interleave.engine.run.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Lock;

/**
 * Programs of many threads in which one preemption suffices for a failure, from the benchmark of
 * Thomson, Donaldson, Betts: Concurrency Testing Using Controlled Schedulers, TOPC 2(4), 2016.
 */
final class SctBench {

  private SctBench() {}

  /** Setters write two variables, one after the other; a checker sees the first alone. */
  static Program reorder(int setters) {
    return () -> {
      SharedInt a = SharedInt.volatileInt("a", 0);
      SharedInt b = SharedInt.volatileInt("b", 0);
      SharedInt torn = SharedInt.volatileInt("torn", 0);
      List<TracedThread> threads = new ArrayList<>();
      for (int i = 1; i <= setters; i++) {
        threads.add(
            TracedThread.platform(
                "setter " + i,
                () -> {
                  a.set(1);
                  b.set(-1);
                }));
      }
      threads.add(
          TracedThread.platform(
              "checker",
              () -> {
                boolean first = a.get() == 1;
                if (first != (b.get() == -1)) {
                  torn.set(1);
                }
              }));
      together(threads);
      return outcome(torn.get() == 0);
    };
  }

  /** Each writes one variable, then the other, each under its lock; readers come between. */
  static Program twoStage(int writers, int readers) {
    return () -> {
      Lock first = new TracedReentrantLock("first");
      Lock second = new TracedReentrantLock("second");
      SharedInt one = SharedInt.plain("one", 0);
      SharedInt two = SharedInt.plain("two", 0);
      SharedInt torn = SharedInt.volatileInt("torn", 0);
      List<TracedThread> threads = new ArrayList<>();
      for (int i = 1; i <= writers; i++) {
        threads.add(
            TracedThread.platform(
                "writer " + i,
                () -> {
                  first.lock();
                  one.set(1);
                  first.unlock();
                  second.lock();
                  two.set(one.get() + 1);
                  second.unlock();
                }));
      }
      for (int i = 1; i <= readers; i++) {
        threads.add(
            TracedThread.platform(
                "reader " + i,
                () -> {
                  first.lock();
                  int seen = one.get();
                  first.unlock();
                  if (seen == 0) {
                    return;
                  }
                  second.lock();
                  if (two.get() != seen + 1) {
                    torn.set(1);
                  }
                  second.unlock();
                }));
      }
      together(threads);
      return outcome(torn.get() == 0);
    };
  }

  /** Some guard a counter with one lock, the others with another. */
  static Program wrongLock(int right, int wrong) {
    return () -> {
      Lock dataLock = new TracedReentrantLock("data lock");
      Lock thingLock = new TracedReentrantLock("thing lock");
      SharedInt data = SharedInt.plain("data", 0);
      SharedInt torn = SharedInt.volatileInt("torn", 0);
      List<TracedThread> threads = new ArrayList<>();
      for (int i = 1; i <= right; i++) {
        threads.add(
            TracedThread.platform(
                "right " + i,
                () -> {
                  dataLock.lock();
                  int seen = data.get();
                  data.set(data.get() + 1);
                  if (data.get() != seen + 1) {
                    torn.set(1);
                  }
                  dataLock.unlock();
                }));
      }
      for (int i = 1; i <= wrong; i++) {
        threads.add(
            TracedThread.platform(
                "wrong " + i,
                () -> {
                  thingLock.lock();
                  data.set(data.get() + 1);
                  thingLock.unlock();
                }));
      }
      together(threads);
      return outcome(torn.get() == 0);
    };
  }

  private static void together(List<TracedThread> threads) throws InterruptedException {
    threads.forEach(TracedThread::start);
    for (TracedThread thread : threads) {
      thread.join();
    }
  }

  private static Outcome outcome(boolean good) {
    return new Outcome(good ? "good" : "torn", good, good ? "All is well." : "It was torn.");
  }
}
