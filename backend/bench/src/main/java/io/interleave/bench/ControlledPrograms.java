package io.interleave.bench;

import io.interleave.engine.event.Outcome;
import io.interleave.engine.primitive.SharedInt;
import io.interleave.engine.primitive.TracedReentrantLock;
import io.interleave.engine.primitive.TracedThread;
import io.interleave.engine.run.Program;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.Condition;

/** The small programs that controlled mode is measured with. */
final class ControlledPrograms {

  private ControlledPrograms() {}

  private static void together(List<TracedThread.Body> bodies) throws InterruptedException {
    List<TracedThread> threads = new ArrayList<>();
    for (TracedThread.Body body : bodies) {
      threads.add(TracedThread.platform("t" + (threads.size() + 1), body));
    }
    threads.forEach(TracedThread::start);
    for (TracedThread thread : threads) {
      thread.join();
    }
  }

  private static Outcome outcome(int value, boolean goalMet) {
    return new Outcome(String.valueOf(value), goalMet, "");
  }

  /** Each of n threads adds one k times, in two steps. */
  static Program lostUpdate(int n, int k) {
    return () -> {
      SharedInt counter = SharedInt.plain("counter", 0);
      List<TracedThread.Body> bodies = new ArrayList<>();
      for (int t = 0; t < n; t++) {
        bodies.add(
            () -> {
              for (int i = 0; i < k; i++) {
                counter.set(counter.get() + 1);
              }
            });
      }
      together(bodies);
      return outcome(counter.get(), counter.get() == n * k);
    };
  }

  /** Each of t threads enters one critical section k times. */
  static Program sections(int t, int k) {
    return () -> {
      TracedReentrantLock lock = new TracedReentrantLock("lock");
      List<TracedThread.Body> bodies = new ArrayList<>();
      for (int i = 0; i < t; i++) {
        bodies.add(
            () -> {
              for (int j = 0; j < k; j++) {
                lock.lock();
                lock.unlock();
              }
            });
      }
      together(bodies);
      return outcome(0, true);
    };
  }

  /** Philosophers who eat once; two of them are the deadlock of opposite orders. */
  static Program philosophers(int n) {
    return () -> {
      TracedReentrantLock[] forks = new TracedReentrantLock[n];
      Arrays.setAll(forks, i -> new TracedReentrantLock("fork " + i));
      List<TracedThread.Body> bodies = new ArrayList<>();
      for (int i = 0; i < n; i++) {
        TracedReentrantLock left = forks[i];
        TracedReentrantLock right = forks[(i + 1) % n];
        bodies.add(
            () -> {
              left.lock();
              right.lock();
              right.unlock();
              left.unlock();
            });
      }
      together(bodies);
      return outcome(0, true);
    };
  }

  /** One writer and n readers of the same variable. */
  static Program readers(int n) {
    return () -> {
      SharedInt x = SharedInt.plain("x", 0);
      List<TracedThread.Body> bodies = new ArrayList<>();
      bodies.add(() -> x.set(1));
      for (int t = 0; t < n; t++) {
        bodies.add(() -> x.get());
      }
      together(bodies);
      return outcome(0, true);
    };
  }

  /** Abdulla and others, POPL 2014: n writers fill an array, one thread looks for its last zero. */
  static Program lastZero(int n) {
    return () -> {
      SharedInt[] array = new SharedInt[n + 1];
      Arrays.setAll(array, i -> SharedInt.plain("a" + i, 0));
      List<TracedThread.Body> bodies = new ArrayList<>();
      bodies.add(
          () -> {
            int i = n;
            while (array[i].get() != 0) {
              i--;
            }
          });
      for (int j = 1; j <= n; j++) {
        int own = j;
        bodies.add(() -> array[own].set(array[own - 1].get() + 1));
      }
      together(bodies);
      return outcome(0, true);
    };
  }

  /** Two takers wait with {@code if}; one of them takes what is not there any more. */
  static Program ifInsteadOfWhile() {
    return () -> {
      TracedReentrantLock lock = new TracedReentrantLock("lock");
      Condition filled = lock.newCondition("filled");
      SharedInt items = SharedInt.plain("items", 0);
      int[] least = {0};
      TracedThread.Body take =
          () -> {
            lock.lock();
            if (items.get() == 0) {
              filled.await();
            }
            items.set(items.get() - 1);
            least[0] = Math.min(least[0], items.get());
            lock.unlock();
          };
      TracedThread.Body put =
          () -> {
            for (int i = 0; i < 2; i++) {
              lock.lock();
              items.set(items.get() + 1);
              filled.signalAll();
              lock.unlock();
            }
          };
      together(List.of(take, take, put));
      return outcome(least[0], least[0] == 0);
    };
  }

  /** Who walks must come all of its way while the window is open: two ordering constraints. */
  static Program narrowWindow(int length) {
    return () -> {
      SharedInt window = SharedInt.plain("window", 0);
      SharedInt x = SharedInt.plain("x", 0);
      int[] seen = {0};
      TracedThread.Body open =
          () -> {
            window.set(1);
            window.set(0);
          };
      TracedThread.Body walk =
          () -> {
            if (window.get() == 1) {
              for (int i = 0; i < length; i++) {
                x.set(i);
              }
              seen[0] = window.get();
            }
          };
      together(List.of(open, walk));
      return outcome(seen[0], seen[0] == 0);
    };
  }

  /** Two threads must take turns, one step each, to get there: a constraint for each turn. */
  static Program manyTurns(int rounds) {
    return () -> {
      SharedInt turn = SharedInt.plain("turn", 0);
      List<TracedThread.Body> bodies = new ArrayList<>();
      for (int mine = 0; mine < 2; mine++) {
        int parity = mine;
        bodies.add(
            () -> {
              for (int i = 0; i < rounds; i++) {
                int now = turn.get();
                if (now != 2 * i + parity) {
                  return; // too early, or too late
                }
                turn.set(now + 1);
              }
            });
      }
      together(bodies);
      return outcome(turn.get(), turn.get() < 2 * rounds);
    };
  }

  /** Each of n setters writes one variable, then another; a checker may see the first alone. */
  static Program reorder(int n) {
    return () -> {
      SharedInt a = SharedInt.volatileInt("a", 0);
      SharedInt b = SharedInt.volatileInt("b", 0);
      SharedInt torn = SharedInt.volatileInt("torn", 0);
      List<TracedThread.Body> bodies = new ArrayList<>();
      for (int t = 0; t < n; t++) {
        bodies.add(
            () -> {
              a.set(1);
              b.set(-1);
            });
      }
      bodies.add(() -> torn.set(a.get() == -b.get() ? 0 : 1));
      together(bodies);
      return outcome(torn.get(), torn.get() == 0);
    };
  }
}
