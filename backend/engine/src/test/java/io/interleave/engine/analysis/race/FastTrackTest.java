package io.interleave.engine.analysis.race;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.RandomPrograms;
import io.interleave.engine.RandomTraces;
import io.interleave.engine.analysis.RandomLocking;
import io.interleave.engine.analysis.order.Closure;
import io.interleave.engine.analysis.order.Edges;
import io.interleave.engine.event.Finding;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.ObjectType;
import io.interleave.engine.event.Trace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Compared with the definition, on 50,000 traces: conflicting accesses that no path orders. */
class FastTrackTest {

  private int racy;
  private int clean;

  @ParameterizedTest
  @EnumSource(RandomPrograms.Kind.class)
  void findsWhatTheDefinitionSaysInProgramsOf(RandomPrograms.Kind kind) {
    int seeds =
        switch (kind) {
          case POOLS -> 500;
          case SEMAPHORES, EVENTS, LATCHES, QUEUES, THREADS -> 1_000;
          default -> 2_100;
        };
    RandomTraces.each(
        kind, seeds, 4, 6, (seed, trace, ending) -> compare(trace, kind + " " + seed));
    assertThat(racy + clean).as("variables").isPositive();
  }

  @Test
  void findsWhatTheDefinitionSaysUnderLocksAlone() {
    for (long seed = 0; seed < 15_000; seed++) {
      compare(RandomLocking.of(seed, 4, 3, 30, false), "locks " + seed);
    }
    assertThat(racy).as("variables with a race").isGreaterThan(1_000);
    assertThat(clean).as("variables without").isGreaterThan(1_000);
  }

  @Test
  void findsWhatTheDefinitionSaysUnderEverything() {
    for (long seed = 0; seed < 15_000; seed++) {
      compare(RandomLocking.of(seed, 5, 3, 36, true), "mixed " + seed);
    }
    assertThat(racy).as("variables with a race").isGreaterThan(1_000);
    assertThat(clean).as("variables without").isGreaterThan(1_000);
  }

  private void compare(Trace trace, String name) {
    Closure closure = new Closure(trace, Edges.ALL);
    Map<Integer, Integer> expected = firstRaces(trace, closure);
    Map<Integer, Integer> found = new HashMap<>();
    for (Finding race : races(trace)) {
      int earlier = race.events().getFirst().intValue();
      int later = race.events().getLast().intValue();
      assertThat(isRace(trace, closure, earlier, later)).as(name).isTrue();
      assertThat(race.threads()).containsExactly(trace.thread(earlier), trace.thread(later));
      assertThat(race.objects()).containsExactly(trace.object(later));
      found.putIfAbsent(trace.object(later), later);
    }
    assertThat(found).as(name).isEqualTo(expected);
    racy += found.size();
    for (var object : trace.objects().all()) {
      clean += object.type() == ObjectType.VARIABLE && !found.containsKey(object.id()) ? 1 : 0;
    }
  }

  private static List<Finding> races(Trace trace) {
    FastTrack analysis = new FastTrack(trace);
    List<Finding> races = new ArrayList<>();
    for (int seq = 1; seq <= trace.size(); seq++) {
      races.addAll(analysis.read(seq));
    }
    return races;
  }

  /** By variable: the first access that races with an earlier one. */
  private static Map<Integer, Integer> firstRaces(Trace trace, Closure closure) {
    Map<Integer, Integer> first = new HashMap<>();
    for (int later = 1; later <= trace.size(); later++) {
      for (int earlier = 1; earlier < later; earlier++) {
        if (isRace(trace, closure, earlier, later)) {
          first.putIfAbsent(trace.object(later), later);
        }
      }
    }
    return first;
  }

  private static boolean isRace(Trace trace, Closure closure, int earlier, int later) {
    return isPlainAccess(trace, earlier)
        && isPlainAccess(trace, later)
        && trace.object(earlier) == trace.object(later)
        && (trace.kind(earlier) == Kind.VAR_WRITE || trace.kind(later) == Kind.VAR_WRITE)
        && !closure.happensBefore(earlier, later);
  }

  private static boolean isPlainAccess(Trace trace, int seq) {
    Kind kind = trace.kind(seq);
    return (kind == Kind.VAR_READ || kind == Kind.VAR_WRITE)
        && trace.objects().get(trace.object(seq)).type() == ObjectType.VARIABLE;
  }
}
