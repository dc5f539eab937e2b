package io.interleave.engine.analysis.leak;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.Found;
import io.interleave.engine.RandomPrograms;
import io.interleave.engine.RandomTraces;
import io.interleave.engine.Shown;
import io.interleave.engine.analysis.Close;
import io.interleave.engine.event.Finding;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.LockValue;
import io.interleave.engine.event.ObjectInfo;
import io.interleave.engine.event.ObjectType;
import io.interleave.engine.event.ThreadInfo;
import io.interleave.engine.event.Trace;
import io.interleave.engine.primitive.TracedLock;
import io.interleave.engine.primitive.TracedReentrantLock;
import io.interleave.engine.primitive.TracedThread;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Compared with the obvious twin: what is held is counted anew for each end of a thread. */
class UnreleasedLocksTest {

  private static final int SHARE = 5;

  private record Twin(Trace trace) {

    private boolean is(int seq, Kind kind, int lock, boolean read) {
      return trace.kind(seq) == kind
          && trace.object(seq) == lock
          && LockValue.unpack(trace.value(seq)).read() == read;
    }

    /** Since which acquire the thread holds it at a moment, 0 if it does not. */
    private int heldSince(int thread, int lock, boolean read, int moment) {
      boolean primitive = trace.objects().get(lock).type() == ObjectType.LOCK;
      int since = 0;
      for (int seq = 1; seq <= moment; seq++) {
        boolean own = trace.thread(seq) == thread;
        if (own && since == 0 && is(seq, Kind.LOCK_ACQUIRE, lock, read)) {
          since = seq;
        }
        boolean free = LockValue.unpack(trace.value(seq)).holds() == 0;
        if ((own || primitive) && free && is(seq, Kind.LOCK_RELEASE, lock, read)) {
          since = 0;
        }
      }
      return since;
    }

    private List<Long> waitersAt(int lock, int moment) {
      List<Long> requests = new ArrayList<>();
      for (int seq = 1; seq <= moment; seq++) {
        int request = seq;
        boolean answered =
            IntStream.rangeClosed(seq + 1, moment)
                .anyMatch(later -> trace.thread(later) == trace.thread(request));
        if (trace.kind(seq) == Kind.LOCK_REQUEST && trace.object(seq) == lock && !answered) {
          requests.add((long) seq);
        }
      }
      return requests;
    }

    Set<List<Long>> all(Close how) {
      Set<List<Long>> leaks = new HashSet<>();
      Set<List<Object>> subjects = new HashSet<>();
      int size = trace.size();
      for (boolean late : new boolean[] {false, true}) {
        for (int end = 1; end <= size; end++) {
          if (trace.kind(end) != Kind.THREAD_END) {
            continue;
          }
          for (int lock = 1; lock <= trace.objects().last(); lock++) {
            boolean primitive = trace.objects().get(lock).type() == ObjectType.LOCK;
            int moment = primitive ? size : end;
            for (boolean read : new boolean[] {false, true}) {
              int since = heldSince(trace.thread(end), lock, read, moment);
              if (since != 0
                  && primitive == late
                  && !(primitive && how == Close.CUT)
                  && subjects.add(List.of(lock, read, trace.site(since)))) {
                List<Long> events = new ArrayList<>(List.of((long) since, (long) end));
                events.addAll(waitersAt(lock, moment));
                leaks.add(events);
              }
            }
          }
        }
      }
      return leaks;
    }
  }

  /** Random threads take and give back locks of each type, and end whatever they hold. */
  private static Trace play(long seed) {
    Random random = new Random(seed);
    Trace trace = new Trace();
    List<ObjectType> types =
        List.of(ObjectType.LOCK, ObjectType.REENTRANT_LOCK, ObjectType.READ_WRITE_LOCK);
    for (int i = 1; i <= 3; i++) {
      trace.objects().put(i, ObjectInfo.of(types.get(i - 1), "l" + i).withId(i));
    }
    // By lock and thread: holds for writing and for reading.
    int[][][] holds = new int[4][5][2];
    Set<Integer> alive = new HashSet<>(Set.of(1, 2, 3, 4));
    for (int i = 1; i <= 4; i++) {
      trace.threads().put(i, new ThreadInfo(i, "t" + i, false, false, 1, 0));
    }
    for (int i = 0; i < 50; i++) {
      int thread = 1 + random.nextInt(4);
      int lock = 1 + random.nextInt(3);
      int read = lock == 3 ? random.nextInt(2) : 0;
      if (!alive.contains(thread)) {
        continue;
      }
      int others = 0;
      for (int other = 1; other <= 4; other++) {
        int[] theirs = holds[lock][other];
        others += other == thread && lock != 1 ? 0 : theirs[0] + (read == 1 ? 0 : theirs[1]);
      }
      int[] own = holds[lock][thread];
      int choice = random.nextInt(10);
      if (choice == 0) {
        trace.append(0, thread, Kind.THREAD_END, 0, 0, 0, 0);
        alive.remove(thread);
      } else if (choice < 5) {
        int site = 1 + random.nextInt(4);
        event(trace, thread, Kind.LOCK_REQUEST, lock, own[read], read, site);
        boolean upgrades = read == 0 && own[0] == 0 && own[1] > 0;
        if (others > 0 || upgrades) {
          event(trace, thread, Kind.LOCK_FAIL, lock, own[read], read, site);
        } else {
          event(trace, thread, Kind.LOCK_ACQUIRE, lock, ++own[read], read, site);
        }
      } else if (lock == 1 && others > 0) {
        event(trace, thread, Kind.LOCK_RELEASE, lock, 0, 0, 0);
        for (int other = 1; other <= 4; other++) {
          holds[1][other][0] = 0;
        }
      } else if (own[read] > 0) {
        event(trace, thread, Kind.LOCK_RELEASE, lock, --own[read], read, 0);
      }
    }
    for (int thread : alive) {
      if (random.nextBoolean()) {
        event(trace, thread, Kind.LOCK_REQUEST, 1 + random.nextInt(3), 0, 0, 0);
      }
    }
    return trace;
  }

  private static void event(
      Trace trace, int thread, Kind kind, int lock, int holds, int read, int site) {
    trace.append(0, thread, kind, lock, LockValue.pack(holds, false, read == 1), 0, site);
  }

  private static int compare(Trace trace, Close how, long seed) {
    List<Finding> found = Found.by(new UnreleasedLocks(trace), trace, how);
    Set<List<Long>> expected = new Twin(trace).all(how);
    assertThat(found.stream().map(Finding::events).toList())
        .as("seed %d", seed)
        .containsExactlyInAnyOrderElementsOf(expected);
    return expected.size();
  }

  @Test
  void agreesWithTheObviousTwin() {
    Shown leaks = new Shown(10_000, SHARE);
    RandomTraces.played(
        "leaks",
        UnreleasedLocksTest::play,
        10_000,
        SHARE,
        (trace, seed) -> leaks.add(seed, compare(trace, Close.values()[seed % 3], seed)));
    leaks.atLeast("leaks", 5_000);
    assertThat(leaks.sum()).isLessThanOrEqualTo(50_000);
  }

  @Test
  void agreesInTracesOfPrograms() {
    Shown leaks = new Shown(6_000, SHARE);
    RandomTraces.each(
        "leaks of programs",
        RandomPrograms.Kind.MIXED,
        6_000,
        SHARE,
        4,
        6,
        (seed, trace, ending) -> leaks.add(seed, compare(trace, Found.how(ending), seed)));
    leaks.atLeast("leaks", 20);
  }

  private static List<Finding> leaving(boolean primitive, boolean unlocks, boolean mainUnlocks) {
    return Found.in(
        20,
        "unreleased-lock",
        () -> {
          Lock lock = primitive ? new TracedLock("lock") : new TracedReentrantLock("lock");
          TracedThread worker =
              TracedThread.platform(
                  "worker",
                  () -> {
                    lock.lock();
                    if (unlocks) {
                      lock.unlock();
                    }
                  });
          worker.start();
          worker.join();
          if (mainUnlocks) {
            lock.unlock();
          }
          lock.lock();
          lock.unlock();
        });
  }

  @Test
  void whoForgetsToUnlockIsReported() {
    List<Finding> found = leaving(false, false, false);
    assertThat(found).hasSize(20);
    assertThat(found.getFirst().message().en())
        .startsWith("worker ended without giving 'lock' back, which it had taken (");
    assertThat(leaving(false, true, false)).isEmpty();
  }

  @Test
  void aPrimitiveLockMayBeReleasedByAnother() {
    assertThat(leaving(true, false, true)).isEmpty();
    List<Finding> found = leaving(true, false, false);
    assertThat(found).hasSize(20);
    assertThat(found.getFirst().message().en()).endsWith("main waits for it in vain.");
  }
}
