package io.interleave.engine.explore;

import io.interleave.engine.event.Outcome;
import io.interleave.engine.primitive.SharedInt;
import io.interleave.engine.primitive.TracedReentrantLock;
import io.interleave.engine.primitive.TracedThread;
import io.interleave.engine.run.Program;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.Lock;

/** The programs that papers and tools count schedules of. */
public final class StandardPrograms {

  private StandardPrograms() {}

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

  private static Outcome done() {
    return new Outcome("done", true, "");
  }

  /** Each of n threads adds one k times, in two steps. */
  public static Program lostUpdate(int n, int k) {
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
      int total = counter.get();
      return new Outcome(String.valueOf(total), total == n * k, "");
    };
  }

  /** One writer and n readers of the same variable. */
  public static Program readers(int n) {
    return () -> {
      SharedInt x = SharedInt.plain("x", 0);
      List<TracedThread.Body> bodies = new ArrayList<>();
      bodies.add(() -> x.set(1));
      for (int t = 0; t < n; t++) {
        bodies.add(() -> x.get());
      }
      together(bodies);
      return done();
    };
  }

  /** Each of t threads enters one critical section k times. */
  public static Program sections(int t, int k) {
    return () -> {
      Lock lock = new TracedReentrantLock("lock");
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
      return done();
    };
  }

  /** Philosophers who eat once. */
  public static Program philosophers(int n, boolean ordered) {
    return () -> {
      List<Lock> forks = new ArrayList<>();
      for (int i = 0; i < n; i++) {
        forks.add(new TracedReentrantLock("fork " + i));
      }
      List<TracedThread.Body> bodies = new ArrayList<>();
      for (int i = 0; i < n; i++) {
        int left = i;
        int right = (i + 1) % n;
        int first = ordered ? Math.min(left, right) : left;
        int second = ordered ? Math.max(left, right) : right;
        bodies.add(
            () -> {
              forks.get(first).lock();
              forks.get(second).lock();
              forks.get(second).unlock();
              forks.get(first).unlock();
            });
      }
      together(bodies);
      return done();
    };
  }

  /** Abdulla and others, POPL 2014: n writers fill an array, one thread looks for its last zero. */
  public static Program lastZero(int n) {
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
      return done();
    };
  }

  /** Flanagan and Godefroid, POPL 2005: n threads insert four messages each into a hash table. */
  public static Program indexer(int n) {
    int size = 128;
    int most = 4;
    return () -> {
      SharedInt[] table = new SharedInt[size];
      Arrays.setAll(table, i -> SharedInt.plain("table" + i, 0));
      List<TracedThread.Body> bodies = new ArrayList<>();
      Lock[] locks = new Lock[size];
      Arrays.setAll(locks, i -> new TracedReentrantLock("lock" + i));
      for (int t = 0; t < n; t++) {
        int own = t;
        bodies.add(
            () -> {
              for (int m = 0; m < most; m++) {
                int w = (m + 1) * 11 + own;
                int h = (w * 7) % size;
                while (!put(table[h], locks[h], w)) {
                  h = (h + 1) % size;
                }
              }
            });
      }
      together(bodies);
      return done();
    };
  }

  private static boolean put(SharedInt slot, Lock lock, int w) {
    lock.lock();
    try {
      if (slot.get() != 0) {
        return false;
      }
      slot.set(w);
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** A litmus test: threads of writes (+variable) and reads (-variable), values counting up. */
  public static Program litmus(int[][] threads) {
    return () -> {
      SharedInt x = SharedInt.plain("x", 0);
      SharedInt y = SharedInt.plain("y", 0);
      SharedInt[] variables = {x, y};
      int reads = 0;
      List<TracedThread.Body> bodies = new ArrayList<>();
      StringBuilder[] seen = new StringBuilder[threads.length];
      int[] value = {0, 0};
      for (int t = 0; t < threads.length; t++) {
        int own = t;
        seen[t] = new StringBuilder();
        int[] values = new int[threads[t].length];
        for (int i = 0; i < threads[t].length; i++) {
          if (threads[t][i] > 0) {
            values[i] = ++value[threads[t][i] - 1];
          }
        }
        bodies.add(
            () -> {
              for (int i = 0; i < threads[own].length; i++) {
                int op = threads[own][i];
                if (op > 0) {
                  variables[op - 1].set(values[i]);
                } else {
                  seen[own].append(variables[-op - 1].get());
                }
              }
            });
      }
      together(bodies);
      StringBuilder all = new StringBuilder();
      for (StringBuilder each : seen) {
        all.append(each);
      }
      return new Outcome(all.toString(), true, "");
    };
  }

  public static final int[][] SB = {{1, -2}, {2, -1}};
  public static final int[][] LB = {{-1, 2}, {-2, 1}};
  public static final int[][] MP = {{1, 2}, {-2, -1}};
  public static final int[][] TWO_PLUS_TWO_W = {{1, 2}, {2, 1}};
  public static final int[][] IRIW = {{1}, {2}, {-1, -2}, {-2, -1}};
  public static final int[][] CORR2 = {{1}, {1}, {-1, -1}, {-1, -1}};
}
