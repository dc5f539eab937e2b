package io.interleave.engine.analysis.order;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who waits at a condition or barrier, and what it was told meanwhile.
 *
 * <p>Something told is kept until everyone has gone who had come before it was told.
 */
final class Waiters {

  /** A clock, as of the event with this seq. */
  private record Stamped(int seq, VectorClock clock) {}

  // By thread, in the order in which they came: as of their arrival.
  private final Map<Integer, Stamped> waiting = new LinkedHashMap<>();
  // By thread: those who came for the next trip of a barrier.
  private final Map<Integer, VectorClock> gathering = new LinkedHashMap<>();
  private final ArrayDeque<Stamped> told = new ArrayDeque<>();

  /** A thread with this clock begins to wait. */
  void comes(int thread, int seq, VectorClock clock) {
    Stamped arrival = new Stamped(seq, clock.copy());
    waiting.put(thread, arrival);
    gathering.put(thread, arrival.clock());
  }

  /** Those who wait are told something, by a thread with this clock. */
  void tell(int seq, VectorClock clock) {
    if (!waiting.isEmpty()) {
      told.addLast(new Stamped(seq, clock.copy()));
    }
  }

  /** A thread goes on because of the event with this seq; the clock of that, or null. */
  @Nullable VectorClock goes(int thread, int cause) {
    VectorClock heard = null;
    for (Stamped each : told) {
      if (each.seq() == cause) {
        heard = each.clock();
      }
    }
    waiting.remove(thread);
    gathering.remove(thread);
    Iterator<Stamped> oldest = waiting.values().iterator();
    int since = oldest.hasNext() ? oldest.next().seq() : Integer.MAX_VALUE;
    while (!told.isEmpty() && told.getFirst().seq() < since) {
      told.removeFirst();
    }
    return heard;
  }

  /**
   * The last of so many parties has come: it joins the clocks of all that came for this trip.
   *
   * <p>An arrival is recorded before it counts, so some of a live run may be there too early, for
   * the trip after this one. Which ones is not known yet; then all of them are taken to have come
   * for both.
   */
  void trip(int thread, long parties, VectorClock clock) {
    gathering.values().forEach(clock::join);
    if (gathering.size() <= parties) {
      gathering.clear();
    }
    gathering.remove(thread);
  }
}
