package io.interleave.engine.analysis.deadlock;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.RandomTraces;
import io.interleave.engine.Shown;
import io.interleave.engine.event.Finding;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.LockValue;
import io.interleave.engine.event.ObjectInfo;
import io.interleave.engine.event.ObjectType;
import io.interleave.engine.event.ThreadInfo;
import io.interleave.engine.event.Trace;
import io.interleave.testing.Seeds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Compared with the obvious twin: after every event, try every way in which the waiting threads
 * could go on.
 */
class DeadlocksTest {

  private static final int SHARE = 5;

  /** Plays random threads over random exclusive locks until nobody can move. */
  private static final class Play {
    final Random random;
    final Trace trace = new Trace();
    final int threads;
    final int locks;
    final Map<Integer, Integer> owner = new HashMap<>();
    final Map<Integer, Integer> wants = new HashMap<>();
    final Set<Integer> timed = new HashSet<>();

    Play(long seed) {
      random = new Random(seed);
      threads = 2 + random.nextInt(4);
      locks = 2 + random.nextInt(3);
      for (int i = 1; i <= threads; i++) {
        trace.threads().put(i, new ThreadInfo(i, "t" + i, false, false, 1, 0));
        trace.append(0, i, Kind.THREAD_START, 0, 0, 0, 0);
      }
      for (int i = 1; i <= locks; i++) {
        trace.objects().put(i, ObjectInfo.of(ObjectType.REENTRANT_LOCK, "l" + i).withId(i));
      }
    }

    void event(int thread, Kind kind, int lock, int holds, boolean isTimed) {
      trace.append(0, thread, kind, lock, LockValue.pack(holds, isTimed, false), 0, 0);
    }

    void step() {
      int thread = 1 + random.nextInt(threads);
      Integer wanted = wants.get(thread);
      if (wanted != null) {
        if (!owner.containsKey(wanted)) {
          wants.remove(thread);
          timed.remove(thread);
          owner.put(wanted, thread);
          event(thread, Kind.LOCK_ACQUIRE, wanted, 1, false);
        } else if (timed.contains(thread) && random.nextBoolean()) {
          wants.remove(thread);
          timed.remove(thread);
          event(thread, Kind.LOCK_FAIL, wanted, 0, false);
        }
        return;
      }
      List<Integer> held =
          owner.entrySet().stream()
              .filter(e -> e.getValue() == thread)
              .map(Map.Entry::getKey)
              .toList();
      if (!held.isEmpty() && random.nextInt(3) == 0) {
        int lock = held.get(random.nextInt(held.size()));
        owner.remove(lock);
        event(thread, Kind.LOCK_RELEASE, lock, 0, false);
      } else {
        int lock = 1 + random.nextInt(locks);
        if (held.contains(lock)) {
          return; // it would enter again
        }
        boolean isTimed = random.nextInt(4) == 0;
        wants.put(thread, lock);
        if (isTimed) {
          timed.add(thread);
        }
        event(thread, Kind.LOCK_REQUEST, lock, 0, isTimed);
      }
    }

    /**
     * The threads that can never go on: remove whoever might, and whoever waits for one of those,
     * until nothing changes.
     */
    Set<Integer> dead() {
      Set<Integer> dead = new HashSet<>();
      for (int i = 1; i <= threads; i++) {
        dead.add(i);
      }
      boolean changed = true;
      while (changed) {
        changed =
            dead.removeIf(
                thread -> {
                  Integer wanted = wants.get(thread);
                  Integer holder = wanted == null ? null : owner.get(wanted);
                  return timed.contains(thread) || holder == null || !dead.contains(holder);
                });
      }
      return dead;
    }
  }

  @Test
  void agreesWithTheObviousTwin() {
    Shown deadlocked = new Shown(5_000, SHARE);
    Seeds.check(
        "deadlocks",
        5_000,
        SHARE,
        seed -> {
          Play play = new Play(seed);
          RandomTraces.keeping(
              "deadlocks", seed, play.trace, () -> deadlocked.add(seed, agrees(play) ? 1 : 0));
        });
    deadlocked.atLeast("plays that deadlocked", 500);
    assertThat(deadlocked.sum()).as("plays that deadlocked").isLessThanOrEqualTo(4_900);
  }

  /** Plays on, compares at each step, and says whether there was a deadlock. */
  private static boolean agrees(Play play) {
    Deadlocks deadlocks = new Deadlocks(play.trace);
    for (int seq = 1; seq <= play.trace.size(); seq++) {
      assertThat(deadlocks.read(seq)).isEmpty();
    }
    Set<Integer> found = new HashSet<>();
    for (int i = 0; i < 60; i++) {
      int before = play.trace.size();
      play.step();
      List<Finding> fresh =
          play.trace.size() == before ? List.of() : deadlocks.read(play.trace.size());
      fresh.forEach(finding -> found.addAll(finding.threads()));
      Set<Integer> dead = play.dead();
      assertThat(dead).containsAll(found);
      assertThat(found.isEmpty()).as("step %d dead %s", i, dead).isEqualTo(dead.isEmpty());
      fresh.forEach(finding -> assertIsCycle(play, finding));
    }
    return !found.isEmpty();
  }

  private static void assertIsCycle(Play play, Finding finding) {
    List<Integer> threads = new ArrayList<>(finding.threads());
    for (int i = 0; i < threads.size(); i++) {
      int request = finding.events().get(i).intValue();
      assertThat(play.trace.thread(request)).isEqualTo(threads.get(i));
      assertThat(play.trace.object(request)).isEqualTo(finding.objects().get(i));
      assertThat(play.owner.get(finding.objects().get(i)))
          .isEqualTo(threads.get((i + 1) % threads.size()));
    }
  }
}
