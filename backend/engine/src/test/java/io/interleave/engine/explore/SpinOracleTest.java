package io.interleave.engine.explore;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.Unhurried;
import io.interleave.engine.event.Outcome;
import io.interleave.engine.primitive.SharedInt;
import io.interleave.engine.primitive.TracedEvent;
import io.interleave.engine.primitive.TracedReentrantLock;
import io.interleave.engine.primitive.TracedThread;
import io.interleave.engine.run.Program;
import io.interleave.engine.schedule.Settings;
import io.interleave.testing.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Threads that spin until a flag is up, or a lock is free, can do exactly what threads can that
 * wait for an event, or for the lock: the same outcomes, and for ever where those wait for ever.
 */
class SpinOracleTest {

  private static final int FLAGS = 2;

  private enum Op {
    RAISE,
    WAIT,
    WRITE,
    READ,
    LOCK
  }

  /** What a thread does, one after the other; {@code on} is the flag. */
  private record Doing(Op op, int on) {}

  private static List<List<Doing>> random(Random random) {
    List<List<Doing>> threads = new ArrayList<>();
    int count = 2 + random.nextInt(2);
    for (int thread = 0; thread < count; thread++) {
      List<Doing> all = new ArrayList<>();
      int length = 1 + random.nextInt(count == 2 ? 4 : 2);
      for (int i = 0; i < length; i++) {
        Op[] ops = Op.values();
        all.add(new Doing(ops[random.nextInt(ops.length)], random.nextInt(FLAGS)));
      }
      threads.add(all);
    }
    return threads;
  }

  private static final class Shared {
    final SharedInt[] flags = new SharedInt[FLAGS];
    final TracedEvent[] events = new TracedEvent[FLAGS];
    final TracedReentrantLock lock = new TracedReentrantLock("lock");
    final SharedInt variable = SharedInt.volatileInt("variable", 0);
    final boolean spins;

    Shared(boolean spins) {
      this.spins = spins;
      for (int i = 0; i < FLAGS; i++) {
        flags[i] = SharedInt.volatileInt("flag " + i, 0);
        events[i] = TracedEvent.manual("event " + i);
      }
    }

    void raise(int flag) {
      if (spins) {
        flags[flag].set(1);
      } else {
        events[flag].set();
      }
    }

    void await(int flag) throws InterruptedException {
      if (spins) {
        while (flags[flag].get() == 0) {
          Thread.onSpinWait();
        }
      } else {
        events[flag].await();
      }
    }

    void lock() {
      if (spins) {
        while (!lock.tryLock()) {
          Thread.onSpinWait();
        }
      } else {
        lock.lock();
      }
    }
  }

  private static Program program(List<List<Doing>> threads, boolean spins) {
    return () -> {
      Shared shared = new Shared(spins);
      int[] seen = new int[threads.size()];
      List<TracedThread> started = new ArrayList<>();
      for (int i = 0; i < threads.size(); i++) {
        int me = i;
        started.add(TracedThread.platform("t" + i, () -> run(threads.get(me), shared, me, seen)));
      }
      started.forEach(TracedThread::start);
      StringBuilder values = new StringBuilder();
      for (int i = 0; i < threads.size(); i++) {
        started.get(i).join();
        values.append(seen[i]).append(' ');
      }
      return new Outcome(values.append(shared.variable.get()).toString(), true, "");
    };
  }

  private static void run(List<Doing> all, Shared shared, int me, int[] seen)
      throws InterruptedException {
    for (Doing each : all) {
      switch (each.op) {
        case RAISE -> shared.raise(each.on);
        case WAIT -> shared.await(each.on);
        case WRITE -> shared.variable.set(me + 1);
        case READ -> seen[me] = seen[me] * 10 + shared.variable.get();
        case LOCK -> {
          shared.lock();
          int before = shared.variable.get();
          shared.variable.set(before + 1);
          shared.lock.unlock();
        }
      }
    }
  }

  private static Set<String> outcomes(Program program, Method method) throws InterruptedException {
    Report report =
        new Exploration(program, method, Settings.DEFAULT, 1)
            .explore(Unhurried.bounds(200_000), progress -> {});
    assertThat(report.exhaustive()).as("%s", report).isTrue();
    Set<String> values = new TreeSet<>();
    for (Report.Row row : report.outcomes()) {
      boolean stands = Set.of("deadlock", Verdict.LIVELOCK).contains(row.value());
      values.add(stands ? "for ever" : row.value());
    }
    return values;
  }

  @ParameterizedTest
  @EnumSource(names = {"CLASSES", "INTERLEAVINGS"})
  void spinningIsWaiting(Method method) {
    boolean all = method == Method.INTERLEAVINGS;
    Seeds.check(
        "spinning is waiting, " + method,
        all ? 200 : 2_000,
        10,
        seed -> {
          List<List<Doing>> threads = random(new Random(seed * 31L + 7));
          if (all && threads.size() > 2) {
            return;
          }
          assertThat(outcomes(program(threads, true), method))
              .as("seed %d: %s", seed, threads)
              .isEqualTo(outcomes(program(threads, false), Method.CLASSES));
        });
  }
}
