package io.interleave.engine.analysis.predict;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.RandomPrograms;
import io.interleave.engine.RandomTraces;
import io.interleave.engine.Shown;
import io.interleave.engine.TraceRules;
import io.interleave.engine.analysis.Close;
import io.interleave.engine.analysis.RandomLocking;
import io.interleave.engine.analysis.Script;
import io.interleave.engine.analysis.order.Closure;
import io.interleave.engine.analysis.order.Edges;
import io.interleave.engine.analysis.race.FastTrack;
import io.interleave.engine.event.Event;
import io.interleave.engine.event.Finding;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.LockValue;
import io.interleave.engine.event.ObjectType;
import io.interleave.engine.event.Trace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Compared, on 50,000 traces, with the closure by its definition and with every possible order; and
 * each witness is played by the rules of traces.
 */
class PredictedRacesTest {

  private static final int SHARE = 10;
  private static final int SEEDS = 20_000;

  private final Shown predicted = new Shown(SEEDS, SHARE);
  private final Shown expectedNone = new Shown(SEEDS, SHARE);

  /** What accesses have in common that are reported as one. */
  private record Key(int variable, Set<String> accesses) {
    static Key of(Trace trace, int one, int other) {
      return new Key(
          trace.object(one),
          new TreeSet<>(
              List.of(
                  trace.kind(one) + ":" + trace.site(one),
                  trace.kind(other) + ":" + trace.site(other))));
    }
  }

  private static List<Finding> predictions(Trace trace) {
    FastTrack races = new FastTrack(trace);
    PredictedRaces analysis = new PredictedRaces(trace, races::found);
    for (int seq = 1; seq <= trace.size(); seq++) {
      races.read(seq);
      analysis.read(seq);
    }
    return analysis.close(Close.CUT);
  }

  private static List<Integer> pair(Finding finding) {
    return List.of(finding.events().getFirst().intValue(), finding.events().getLast().intValue());
  }

  @Test
  void findsWhatSomeOrderShows() {
    RandomTraces.played(
        "predictions by every order",
        seed -> RandomLocking.of(seed, 3, 2, 14, false),
        SEEDS,
        SHARE,
        (trace, seed) -> {
          Closure order = new Closure(trace, Edges.ALL);
          Set<List<Integer>> expected = BruteForce.races(trace);
          expected.removeIf(pair -> !order.happensBefore(pair.getFirst(), pair.getLast()));
          Set<List<Integer>> found = new HashSet<>();
          for (Finding finding : predictions(trace)) {
            assertWitness(trace, finding);
            found.add(pair(finding));
          }
          if (fails(trace)) {
            assertThat(expected).containsAll(found);
          } else {
            assertThat(found).isEqualTo(expected);
          }
          count(seed, found);
        });
    assertCounts(600);
  }

  private static boolean fails(Trace trace) {
    for (int seq = 1; seq <= trace.size(); seq++) {
      if (trace.kind(seq) == Kind.LOCK_FAIL) {
        return true;
      }
    }
    return false;
  }

  @Test
  void findsWhatTheDefinitionSays() {
    RandomTraces.played(
        "predictions",
        seed -> RandomLocking.of(seed, 4, 2, 24, true),
        SEEDS,
        SHARE,
        (trace, seed) -> compare(trace, seed, "seed " + seed));
    assertCounts(300);
  }

  @ParameterizedTest
  @EnumSource(RandomPrograms.Kind.class)
  void findsWhatTheDefinitionSaysInProgramsOf(RandomPrograms.Kind kind) {
    int seeds =
        switch (kind) {
          case POOLS -> 200;
          case SEMAPHORES, EVENTS, LATCHES, QUEUES, THREADS -> 400;
          default -> 1_150;
        };
    RandomTraces.each(
        "predictions",
        kind,
        seeds,
        SHARE,
        3,
        4,
        (seed, trace, ending) -> compare(trace, seed, kind + " " + seed));
  }

  private void count(long seed, Set<?> found) {
    predicted.add(seed, found.size());
    expectedNone.add(seed, found.isEmpty() ? 1 : 0);
  }

  private void assertCounts(int least) {
    predicted.atLeast("predictions", least + 1);
    expectedNone.atLeast("traces without", least + 1);
  }

  private void compare(Trace trace, long seed, String name) {
    SlowClosure closure = new SlowClosure(trace);
    Closure order = new Closure(trace, Edges.ALL);
    Set<Key> observed = new HashSet<>();
    List<List<Integer>> ordered = new ArrayList<>();
    for (int later = 1; later <= trace.size(); later++) {
      for (int earlier = 1; earlier < later; earlier++) {
        if (conflict(trace, earlier, later)) {
          if (order.happensBefore(earlier, later)) {
            ordered.add(List.of(earlier, later));
          } else {
            observed.add(Key.of(trace, earlier, later));
          }
        }
      }
    }
    Set<Key> found = new HashSet<>();
    for (Finding finding : predictions(trace)) {
      int earlier = pair(finding).getFirst();
      int later = pair(finding).getLast();
      assertThat(ordered).as(name).contains(pair(finding));
      assertThat(closure.isRace(earlier, later)).as(name + ": " + finding).isTrue();
      assertThat(found.add(Key.of(trace, earlier, later))).as(name + ": reported once").isTrue();
      assertWitness(trace, finding);
    }
    for (List<Integer> pair : ordered) {
      Key key = Key.of(trace, pair.getFirst(), pair.getLast());
      if (!observed.contains(key) && !found.contains(key)) {
        if (closure.isRace(pair.getFirst(), pair.getLast())) {
          throw new AssertionError(name + ": missed " + pair);
        }
      }
    }
    count(seed, found);
  }

  private static boolean conflict(Trace trace, int one, int other) {
    return trace.thread(one) != trace.thread(other)
        && trace.object(one) == trace.object(other)
        && isAccess(trace, one)
        && isAccess(trace, other)
        && (trace.kind(one) == Kind.VAR_WRITE || trace.kind(other) == Kind.VAR_WRITE);
  }

  private static boolean isAccess(Trace trace, int seq) {
    Kind kind = trace.kind(seq);
    return (kind == Kind.VAR_READ || kind == Kind.VAR_WRITE)
        && trace.objects().get(trace.object(seq)).type() == ObjectType.VARIABLE;
  }

  /** Its events, as a trace of their own, obey the rules; then both accesses come next. */
  private static void assertWitness(Trace trace, Finding finding) {
    Map<Integer, Long> until = new HashMap<>();
    finding.witness().forEach(prefix -> until.put(prefix.thread(), prefix.seq()));
    Trace witness = new Trace(trace.threads(), trace.objects(), trace.sites(), trace.strings());
    Map<Long, Integer> renamed = new HashMap<>();
    renamed.put(0L, 0);
    Map<Integer, Long> next = new HashMap<>();
    Map<Integer, Integer> released = new HashMap<>();
    Map<Integer, Integer> releasedByWriter = new HashMap<>();
    for (int seq = 1; seq <= trace.size(); seq++) {
      Event event = trace.get(seq);
      if (seq > until.getOrDefault(event.thread(), 0L)) {
        next.putIfAbsent(event.thread(), event.seq());
        continue;
      }
      boolean taken = event.kind() == Kind.LOCK_ACQUIRE && event.cause() != 0;
      Map<Integer, Integer> releases =
          LockValue.unpack(event.value()).read() ? releasedByWriter : released;
      int cause =
          taken
              ? releases.getOrDefault(event.object(), 0)
              : renamed.getOrDefault(event.cause(), -1);
      assertThat(cause).as("the cause of " + event).isNotNegative();
      int now =
          witness.append(
              event.t(), event.thread(), event.kind(), event.object(), event.value(), cause, 0);
      renamed.put(event.seq(), now);
      if (event.kind() == Kind.LOCK_RELEASE && LockValue.unpack(event.value()).holds() == 0) {
        released.put(event.object(), now);
        if (!LockValue.unpack(event.value()).read()) {
          releasedByWriter.put(event.object(), now);
        }
      }
    }
    for (long seq : finding.events()) {
      assertThat(next.get(trace.thread((int) seq))).isEqualTo(seq);
    }
    if (trace.thread(1) == 1 && trace.kind(1) == Kind.THREAD_START) {
      TraceRules.check(witness);
    }
  }

  /** The figure that every paper begins with: only who was first kept them apart. */
  private static Script apart() {
    Script script = new Script(3);
    int lock = script.object(ObjectType.REENTRANT_LOCK, "lock");
    int x = script.object(ObjectType.VARIABLE, "x", 0L);
    int y = script.object(ObjectType.VARIABLE, "y", 0L);
    script.fork(1, 2);
    script.fork(1, 3);
    script.write(2, x, 1);
    script.acquire(2, lock);
    script.write(2, y, 1);
    script.release(2, lock);
    script.acquire(3, lock);
    script.release(3, lock);
    script.read(3, x);
    return script;
  }

  @Test
  void saysWhatKeptThemApart() {
    Script script = apart();
    assertThat(predictions(script.trace))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.certainty()).isEqualTo(Finding.Certainty.POSSIBLE);
              assertThat(finding.events()).containsExactly(5L, 13L);
              assertThat(finding.threads()).containsExactly(2, 3);
              assertThat(finding.witness())
                  .containsExactly(
                      new Finding.Prefix(1, 3),
                      new Finding.Prefix(2, 2),
                      new Finding.Prefix(3, 12));
              assertThat(finding.message().en())
                  .isEqualTo(
                      "Possible data race on 'x': t2 wrote 1 (Script.java:5) before t3 read 1"
                          + " (Script.java:13), by luck. Here t2 let go of 'lock' (Script.java:9)"
                          + " before t3 took it (Script.java:11), which put them in order; it would"
                          + " race in another order: if t3 goes first at Script.java:11, both can"
                          + " be about to make these accesses at once. Neither holds a lock at its"
                          + " access. Holding the same one at both would order them.");
            });
  }

  @Test
  void aValueThatWasReadOnTheWayKeepsThemApartForGood() {
    Script script = new Script(2);
    int lock = script.object(ObjectType.REENTRANT_LOCK, "lock");
    int x = script.object(ObjectType.VARIABLE, "x", 0L);
    int ready = script.object(ObjectType.VARIABLE, "ready", 0L);
    script.write(1, x, 1);
    script.acquire(1, lock);
    script.write(1, ready, 1);
    script.release(1, lock);
    script.acquire(2, lock);
    script.read(2, ready);
    script.release(2, lock);
    script.read(2, x);
    assertThat(predictions(script.trace)).isEmpty();
  }

  @Test
  void aWitnessThatCannotBeIsRefused() {
    Script script = apart();
    List<Finding.Prefix> good =
        List.of(new Finding.Prefix(1, 3), new Finding.Prefix(2, 2), new Finding.Prefix(3, 12));
    assertThat(WitnessCheck.shows(script.trace, good, 5, 13)).isTrue();
    assertThat(WitnessCheck.shows(script.trace, good, 5, 8)).as("other variables").isFalse();
    List<List<Finding.Prefix>> bad =
        List.of(
            List.of(new Finding.Prefix(2, 2), new Finding.Prefix(3, 12)), // nobody starts them
            List.of(new Finding.Prefix(1, 3), new Finding.Prefix(2, 2)), // t3 is not there yet
            List.of( // t2 went past its access
                new Finding.Prefix(1, 3), new Finding.Prefix(2, 5), new Finding.Prefix(3, 12)),
            List.of( // t2 holds the lock
                new Finding.Prefix(1, 3), new Finding.Prefix(2, 7), new Finding.Prefix(3, 12)),
            List.of( // not an event of t3
                new Finding.Prefix(1, 3), new Finding.Prefix(2, 2), new Finding.Prefix(3, 9)));
    for (List<Finding.Prefix> witness : bad) {
      assertThat(WitnessCheck.shows(script.trace, witness, 5, 13)).isFalse();
    }
    List<Finding> found = new ArrayList<>(predictions(script.trace));
    assertThat(found).hasSize(1);
  }
}
