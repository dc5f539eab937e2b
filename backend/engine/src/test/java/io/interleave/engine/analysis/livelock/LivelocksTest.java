package io.interleave.engine.analysis.livelock;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.Found;
import io.interleave.engine.RandomTraces;
import io.interleave.engine.Runs.Body;
import io.interleave.engine.Shown;
import io.interleave.engine.analysis.Close;
import io.interleave.engine.event.Finding;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.LockValue;
import io.interleave.engine.event.ObjectInfo;
import io.interleave.engine.event.ObjectType;
import io.interleave.engine.event.ThreadInfo;
import io.interleave.engine.event.Trace;
import io.interleave.engine.primitive.TracedBarrier;
import io.interleave.engine.primitive.TracedReentrantLock;
import io.interleave.engine.primitive.TracedThread;
import io.interleave.testing.Seeds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import org.junit.jupiter.api.Test;

/**
 * Compared with the obvious twin: after every event, all failures are counted anew from the whole
 * trace so far.
 */
class LivelocksTest {

  private static final int SHARE = 5;

  private static final int ATTEMPTS = 2;

  /** Plays random threads that try random locks and let go at random. */
  private static final class Play {
    final Random random;
    final Trace trace = new Trace();
    final int threads;
    final int locks;
    final Map<Integer, Integer> owner = new HashMap<>();

    Play(long seed) {
      random = new Random(seed);
      threads = 2 + random.nextInt(3);
      locks = 2 + random.nextInt(2);
      for (int i = 1; i <= threads; i++) {
        trace.threads().put(i, new ThreadInfo(i, "t" + i, false, false, 1, 0));
      }
      for (int i = 1; i <= locks; i++) {
        trace.objects().put(i, ObjectInfo.of(ObjectType.REENTRANT_LOCK, "l" + i).withId(i));
      }
    }

    void event(int thread, Kind kind, int lock, int holds) {
      trace.append(0, thread, kind, lock, LockValue.pack(holds, true, false), 0, 0);
    }

    void step() {
      int thread = 1 + random.nextInt(threads);
      int lock = 1 + random.nextInt(locks);
      Integer holder = owner.get(lock);
      if (holder == null) {
        owner.put(lock, thread);
        event(thread, Kind.LOCK_ACQUIRE, lock, 1);
      } else if (holder != thread) {
        event(thread, Kind.LOCK_FAIL, lock, 0);
      } else if (random.nextInt(4) == 0) {
        owner.remove(lock);
        event(thread, Kind.LOCK_RELEASE, lock, 0);
      }
    }
  }

  private record Twin(Trace trace, int size) {

    /** Who holds which lock after so many events. */
    private Map<Integer, Integer> owners(int moment) {
      Map<Integer, Integer> owners = new HashMap<>();
      for (int seq = 1; seq <= moment; seq++) {
        if (trace.kind(seq) == Kind.LOCK_ACQUIRE) {
          owners.put(trace.object(seq), trace.thread(seq));
        } else if (trace.kind(seq) == Kind.LOCK_RELEASE) {
          owners.remove(trace.object(seq));
        }
      }
      return owners;
    }

    private Set<Integer> held(int thread, int moment) {
      Set<Integer> held = new HashSet<>();
      owners(moment)
          .forEach((lock, owner) -> held.addAll(owner == thread ? Set.of(lock) : Set.of()));
      return held;
    }

    /** The last event with which a thread got what it had failed for. */
    private int progress(int thread) {
      int progress = 0;
      for (int got = 1; got <= size; got++) {
        if (trace.thread(got) != thread || trace.kind(got) != Kind.LOCK_ACQUIRE) {
          continue;
        }
        for (int fail = progress + 1; fail < got; fail++) {
          if (trace.thread(fail) == thread
              && trace.kind(fail) == Kind.LOCK_FAIL
              && trace.object(fail) == trace.object(got)
              && held(thread, got).containsAll(held(thread, fail))) {
            progress = got;
            break;
          }
        }
      }
      return progress;
    }

    private boolean blocks(int thread, int by) {
      int count = 0;
      for (int seq = Math.max(progress(thread), progress(by)) + 1; seq <= size; seq++) {
        boolean fails = trace.thread(seq) == thread && trace.kind(seq) == Kind.LOCK_FAIL;
        count += fails && owners(seq).getOrDefault(trace.object(seq), 0) == by ? 1 : 0;
      }
      return count >= ATTEMPTS;
    }

    /** Whether one can get from each of these to the next, and around. */
    boolean isCircle(List<Integer> threads) {
      for (int i = 0; i < threads.size(); i++) {
        if (!blocks(threads.get(i), threads.get((i + 1) % threads.size()))) {
          return false;
        }
      }
      return true;
    }

    boolean hasCircle(int threads) {
      boolean[][] reach = new boolean[threads + 1][threads + 1];
      for (int a = 1; a <= threads; a++) {
        for (int b = 1; b <= threads; b++) {
          reach[a][b] = a != b && blocks(a, b);
        }
      }
      for (int via = 1; via <= threads; via++) {
        for (int a = 1; a <= threads; a++) {
          for (int b = 1; b <= threads; b++) {
            reach[a][b] |= reach[a][via] && reach[via][b];
          }
        }
      }
      for (int a = 1; a <= threads; a++) {
        if (reach[a][a]) {
          return true;
        }
      }
      return false;
    }
  }

  @Test
  void agreesWithTheObviousTwin() {
    Shown live = new Shown(1_500, SHARE);
    Seeds.check(
        "livelocks",
        1_500,
        SHARE,
        seed -> {
          Play play = new Play(seed);
          RandomTraces.keeping(
              "livelocks", seed, play.trace, () -> live.add(seed, agrees(play) ? 1 : 0));
        });
    live.atLeast("plays with a livelock", 100);
    assertThat(live.sum()).as("plays with a livelock").isLessThanOrEqualTo(1_400);
  }

  /** Plays on, compares at each step, and says whether there was a livelock. */
  private static boolean agrees(Play play) {
    Livelocks livelocks = new Livelocks(play.trace, ATTEMPTS);
    Set<Set<Integer>> known = new LinkedHashSet<>();
    for (int i = 0; i < 40; i++) {
      int before = play.trace.size();
      play.step();
      if (play.trace.size() == before) {
        continue;
      }
      int now = play.trace.size();
      Twin twin = new Twin(play.trace, now);
      for (Finding finding : livelocks.read(now)) {
        assertThat(twin.isCircle(finding.threads())).as("at %d", now).isTrue();
        assertThat(known.add(Set.copyOf(finding.threads()))).as("for the first time").isTrue();
      }
      boolean circle = play.trace.kind(now) == Kind.LOCK_FAIL && twin.hasCircle(play.threads);
      if (circle && known.isEmpty()) {
        throw new AssertionError("missed at " + now);
      }
    }
    return !known.isEmpty();
  }

  /** Two threads that need two locks, in opposite order, and give back what they have. */
  private static Body polite(boolean opposite, int rounds) {
    return () -> {
      TracedReentrantLock left = new TracedReentrantLock("left");
      TracedReentrantLock right = new TracedReentrantLock("right");
      TracedThread one = TracedThread.platform("one", () -> meal(left, right, rounds));
      TracedThread two =
          TracedThread.platform(
              "two", () -> meal(opposite ? right : left, opposite ? left : right, rounds));
      one.start();
      two.start();
      one.join();
      two.join();
    };
  }

  private static void meal(TracedReentrantLock first, TracedReentrantLock second, int rounds) {
    first.lock();
    for (int i = 0; i < rounds; i++) {
      if (second.tryLock()) {
        second.unlock();
        break;
      }
      first.unlock();
      first.lock();
    }
    first.unlock();
  }

  /** Both take their first lock and fail at their second, in step. */
  @Test
  void inStepTheyGetNowhere() {
    Trace trace = new Trace();
    for (int i = 1; i <= 2; i++) {
      trace.threads().put(i, new ThreadInfo(i, "t" + i, false, false, 1, 0));
      trace.objects().put(i, ObjectInfo.of(ObjectType.REENTRANT_LOCK, "l" + i).withId(i));
    }
    List<Finding> found = new ArrayList<>();
    for (int round = 0; round < 20; round++) {
      for (Kind kind : List.of(Kind.LOCK_ACQUIRE, Kind.LOCK_FAIL, Kind.LOCK_RELEASE)) {
        for (int thread = 1; thread <= 2; thread++) {
          int lock = kind == Kind.LOCK_FAIL ? 3 - thread : thread;
          int holds = kind == Kind.LOCK_ACQUIRE ? 1 : 0;
          trace.append(0, thread, kind, lock, LockValue.pack(holds, true, false), 0, 0);
        }
      }
    }
    found.addAll(Found.by(new Livelocks(trace), trace, Close.CUT));
    assertThat(found).hasSize(1);
    assertThat(found.getFirst().threads()).containsExactlyInAnyOrder(1, 2);
    assertThat(found.getFirst().message().en())
        .contains("t1 failed 10 times to get 'l2', which t2 had each time (")
        .endsWith("They are busy, and none of them gets anywhere.");
  }

  /** In each round both hold their first lock before either tries its second. */
  @Test
  void aProgramThatKeepsThemInStepIsALivelock() {
    List<Finding> found =
        Found.in(
            20,
            "livelock",
            () -> {
              TracedReentrantLock left = new TracedReentrantLock("left");
              TracedReentrantLock right = new TracedReentrantLock("right");
              TracedBarrier step = new TracedBarrier("step", 2);
              TracedThread one = TracedThread.platform("one", () -> inStep(left, right, step));
              TracedThread two = TracedThread.platform("two", () -> inStep(right, left, step));
              one.start();
              two.start();
              one.join();
              two.join();
            });
    assertThat(found).hasSize(20);
    assertThat(found.getFirst().objects()).containsExactlyInAnyOrder(1, 2);
  }

  private static void inStep(
      TracedReentrantLock first, TracedReentrantLock second, TracedBarrier step) {
    try {
      for (int round = 0; round < 12; round++) {
        first.lock();
        step.await();
        boolean both = second.tryLock();
        step.await();
        if (both) {
          second.unlock();
        }
        first.unlock();
      }
    } catch (InterruptedException | BrokenBarrierException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void ordinaryBackingOffComesThrough() {
    assertThat(Found.in(100, "livelock", polite(true, 100))).isEmpty();
    assertThat(Found.in(100, "livelock", polite(false, 100))).isEmpty();
  }
}
