package io.interleave.engine.analysis.race;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.RandomPrograms;
import io.interleave.engine.RandomTraces;
import io.interleave.engine.Shown;
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

  private static final int SHARE = 10;

  /** How many variables of a trace have a race, and how many have none. */
  private record Variables(int racy, int clean) {}

  @ParameterizedTest
  @EnumSource(RandomPrograms.Kind.class)
  void findsWhatTheDefinitionSaysInProgramsOf(RandomPrograms.Kind kind) {
    int seeds =
        switch (kind) {
          case POOLS -> 500;
          case SEMAPHORES, EVENTS, LATCHES, QUEUES, THREADS -> 1_000;
          default -> 2_100;
        };
    int[] variables = {0};
    RandomTraces.each(
        "races",
        kind,
        seeds,
        SHARE,
        4,
        6,
        (seed, trace, ending) -> {
          Variables found = compare(trace, kind + " " + seed);
          variables[0] += found.racy + found.clean;
        });
    assertThat(variables[0]).as("variables").isPositive();
  }

  @Test
  void findsWhatTheDefinitionSaysUnderLocksAlone() {
    Shown racy = new Shown(15_000, SHARE);
    Shown clean = new Shown(15_000, SHARE);
    RandomTraces.played(
        "races under locks",
        seed -> RandomLocking.of(seed, 4, 3, 30, false),
        15_000,
        SHARE,
        (trace, seed) -> {
          Variables found = compare(trace, "locks " + seed);
          racy.add(seed, found.racy);
          clean.add(seed, found.clean);
        });
    racy.atLeast("variables with a race", 1_001);
    clean.atLeast("variables without", 1_001);
  }

  @Test
  void findsWhatTheDefinitionSaysUnderEverything() {
    Shown racy = new Shown(15_000, SHARE);
    Shown clean = new Shown(15_000, SHARE);
    RandomTraces.played(
        "races under everything",
        seed -> RandomLocking.of(seed, 5, 3, 36, true),
        15_000,
        SHARE,
        (trace, seed) -> {
          Variables found = compare(trace, "mixed " + seed);
          racy.add(seed, found.racy);
          clean.add(seed, found.clean);
        });
    racy.atLeast("variables with a race", 1_001);
    clean.atLeast("variables without", 1_001);
  }

  private static Variables compare(Trace trace, String name) {
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
    int clean = 0;
    for (var object : trace.objects().all()) {
      clean += object.type() == ObjectType.VARIABLE && !found.containsKey(object.id()) ? 1 : 0;
    }
    return new Variables(found.size(), clean);
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
