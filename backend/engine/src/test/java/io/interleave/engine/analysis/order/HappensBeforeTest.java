package io.interleave.engine.analysis.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.RandomPrograms;
import io.interleave.engine.RandomTraces;
import io.interleave.engine.analysis.Script;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.ObjectType;
import io.interleave.engine.event.Trace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Compared, for every pair of events, with the closure of a graph of explicit edges. */
class HappensBeforeTest {

  private int ordered;
  private int unordered;

  @ParameterizedTest
  @EnumSource(RandomPrograms.Kind.class)
  void agreesWithTheClosure(RandomPrograms.Kind kind) {
    RandomTraces.each(
        "happens before",
        kind,
        250,
        2,
        4,
        6,
        (seed, trace, ending) -> {
          compare(trace, Edges.ALL, kind + " " + seed);
          compare(trace, Edges.LASTING, kind + " " + seed);
        });
    assertThat(ordered).as("pairs that are ordered").isGreaterThan(1_000);
    assertThat(unordered).as("pairs that are not").isGreaterThan(1_000);
  }

  private void compare(Trace trace, Edges edges, String name) {
    Closure closure = new Closure(trace, edges);
    HappensBefore order = new HappensBefore(trace, edges);
    for (int later = 1; later <= trace.size(); later++) {
      order.event(later);
      VectorClock clock = order.clock(trace.thread(later));
      assertThat(clock.get(trace.thread(later))).isEqualTo(later);
      for (int earlier = 1; earlier < later; earlier++) {
        boolean before = earlier <= clock.get(trace.thread(earlier));
        if (before != closure.happensBefore(earlier, later)) {
          throw new AssertionError(
              "%s, %s: %s to %s is %s"
                  .formatted(name, edges, trace.get(earlier), trace.get(later), before));
        }
        if (before) {
          ordered++;
        } else {
          unordered++;
        }
      }
    }
  }

  /** Of a live run: the third thread's arrival is recorded before the trip of the other two. */
  @Test
  void anArrivalForTheNextTripIsNotForgotten() {
    Script script = new Script(4);
    int barrier = script.object(ObjectType.BARRIER, "barrier", 2L);
    script.add(1, Kind.BARRIER_AWAIT, barrier);
    int early = script.add(3, Kind.BARRIER_AWAIT, barrier);
    script.add(2, Kind.BARRIER_AWAIT, barrier);
    int first = script.add(2, Kind.BARRIER_TRIP, barrier, 1, 0);
    script.add(2, Kind.BARRIER_PASS, barrier, 0, first);
    script.add(1, Kind.BARRIER_PASS, barrier, 0, first);
    script.add(4, Kind.BARRIER_AWAIT, barrier);
    int second = script.add(4, Kind.BARRIER_TRIP, barrier, 2, 0);
    HappensBefore order = new HappensBefore(script.trace, Edges.ALL);
    for (int seq = 1; seq <= second; seq++) {
      order.event(seq);
    }
    assertThat(order.clock(4).get(3)).isEqualTo(early);
    assertThat(order.clock(4).get(1)).as("the other generation").isZero();
  }
}
