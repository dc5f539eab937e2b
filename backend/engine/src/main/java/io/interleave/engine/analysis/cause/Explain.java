package io.interleave.engine.analysis.cause;

import io.interleave.engine.analysis.Timing;
import io.interleave.engine.analysis.blocking.Blocking;
import io.interleave.engine.analysis.blocking.Chain;
import io.interleave.engine.analysis.blocking.Holder;
import io.interleave.engine.analysis.cause.Explanation.Barger;
import io.interleave.engine.analysis.cause.Explanation.Place;
import io.interleave.engine.analysis.cause.Explanation.Tenure;
import io.interleave.engine.analysis.state.Lanes;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.Trace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tells why a thread waited, by reading the trace once, up to the end of the wait.
 *
 * <p>Taking a lock back after a signal is a wait of its own, from the signal on.
 */
public final class Explain {

  private final Trace trace;
  private final int request;
  private final int result;
  private final int object;
  private final int thread;

  private Explain(Trace trace, int request) {
    this.trace = trace;
    this.request = request;
    this.result = resultOf(trace, request);
    this.object = trace.object(request);
    this.thread = trace.thread(request);
  }

  /**
   * The explanation of a wait.
   *
   * @param seq its request, its result, or any event of its thread in between
   * @param end when the trace ends, not before any event in it
   * @return empty if that event is no part of a wait
   */
  public static Optional<Explanation> wait(Trace trace, Timing timing, int seq, long end) {
    int request = requestOf(trace, seq);
    return request == 0
        ? Optional.empty()
        : Optional.of(new Explain(trace, request).explain(timing, end));
  }

  private static int requestOf(Trace trace, int seq) {
    if (trace.kind(seq).beginsWait()) {
      return seq;
    }
    int before = before(trace, seq);
    if (before != 0 && trace.kind(before).beginsWait()) {
      return before;
    }
    boolean wakes = trace.kind(seq) == Kind.CONDITION_WAKE;
    while (wakes && before != 0 && trace.kind(before) == Kind.LOCK_RELEASE) {
      before = before(trace, before);
    }
    return before != 0 && trace.kind(before).beginsWait() ? before : 0;
  }

  private static int before(Trace trace, int seq) {
    int before = seq - 1;
    while (before > 0 && trace.thread(before) != trace.thread(seq)) {
      before--;
    }
    return before;
  }

  private static int resultOf(Trace trace, int request) {
    boolean condition = trace.kind(request) == Kind.CONDITION_WAIT;
    for (int seq = request + 1; seq <= trace.size(); seq++) {
      boolean partOfWait = condition && trace.kind(seq) == Kind.LOCK_RELEASE;
      if (trace.thread(seq) == trace.thread(request) && !partOfWait) {
        return seq;
      }
    }
    return 0;
  }

  private Explanation explain(Timing timing, long end) {
    int cause = result == 0 ? 0 : trace.cause(result);
    boolean others = cause != 0 && trace.thread(cause) != thread;
    int begin = begin();
    int ending = others && cause > begin ? cause : result == 0 ? trace.size() + 1 : result;
    long from = begin == request ? from(timing) : t(timing, begin);
    long to = Math.max(from, result == 0 ? end : t(timing, result));
    long enabled = others ? Math.clamp(t(timing, cause), from, to) : to;

    Blocking blocking = Blocking.after(trace, Math.min(begin, ending - 1));
    List<Tenure> gone = new ArrayList<>();
    List<Place> places = new ArrayList<>();
    List<Holder> holders = blocking.holders(object);
    Chain atFirst = blocking.chain(thread);
    note(blocking, begin, places);
    for (int seq = begin + 1; seq < ending; seq++) {
      blocking.event(seq);
      if (seq == request) {
        atFirst = blocking.chain(thread);
      }
      holders = followHolders(blocking, holders, seq, gone);
      note(blocking, seq, places);
    }
    Chain atLast = blocking.chain(thread);
    if (ending <= trace.size() && ending != result) {
      blocking.event(ending);
      holders = followHolders(blocking, holders, ending, gone);
    }
    holders.forEach(holder -> gone.add(new Tenure(holder.thread(), holder.acquire(), 0)));
    gone.sort((a, b) -> a.acquire() - b.acquire());
    return new Explanation(
        thread, request, result, object, from, enabled, to, cause, gone, places, bargers(), atFirst,
        atLast);
  }

  /** The event with which it began: the request or, of a lock after a wait, the signal. */
  private int begin() {
    int wake = before(trace, request);
    if (trace.kind(request) == Kind.LOCK_REQUEST
        && wake != 0
        && trace.kind(wake) == Kind.CONDITION_WAKE) {
      int signal = trace.cause(wake);
      return signal != 0 && trace.thread(signal) != thread ? signal : wake;
    }
    return request;
  }

  /** In steps, a thread that made the step of its request waits from the end of that step. */
  private long from(Timing timing) {
    int first = request;
    while (first > 1 && t(timing, first - 1) == t(timing, request)) {
      first--;
    }
    boolean made = timing == Timing.STEPS && trace.thread(first) == thread;
    return t(timing, request) + (made ? Lanes.STEP : 0);
  }

  private long t(Timing timing, int seq) {
    long t = trace.t(seq);
    return switch (timing) {
      case REAL -> t;
      case STEPS -> t - t % Lanes.STEP;
    };
  }

  private List<Holder> followHolders(
      Blocking blocking, List<Holder> before, int seq, List<Tenure> gone) {
    if (object == 0 || trace.object(seq) != object) {
      return before;
    }
    List<Holder> after = blocking.holders(object);
    Set<Holder> still = new HashSet<>(after);
    for (Holder holder : before) {
      if (!still.contains(holder)) {
        gone.add(new Tenure(holder.thread(), holder.acquire(), seq));
      }
    }
    return after;
  }

  private void note(Blocking blocking, int seq, List<Place> places) {
    if (object == 0) {
      return;
    }
    int place = blocking.waiting(object).indexOf(request) + 1;
    if (place != 0 && (places.isEmpty() || places.getLast().place() != place)) {
      places.add(new Place(seq, place));
    }
  }

  /** Who asked for the same lock or semaphore later, and got it while this thread waited. */
  private List<Barger> bargers() {
    List<Barger> bargers = new ArrayList<>();
    Map<Integer, Integer> asked = new HashMap<>();
    Blocking blocking = Blocking.after(trace, request);
    Set<Integer> holding =
        blocking.holders(object).stream().map(Holder::thread).collect(Collectors.toSet());
    int last = result == 0 ? trace.size() : result - 1;
    for (int seq = request + 1; seq <= last; seq++) {
      if (object == 0 || trace.object(seq) != object) {
        continue;
      }
      int other = trace.thread(seq);
      switch (trace.kind(seq)) {
        case LOCK_REQUEST, SEMAPHORE_REQUEST -> asked.put(other, seq);
        case LOCK_ACQUIRE, SEMAPHORE_ACQUIRE -> {
          Integer later = asked.remove(other);
          boolean reenters = trace.kind(seq) == Kind.LOCK_ACQUIRE && holding.contains(other);
          if (later != null && !reenters) {
            bargers.add(new Barger(other, later, seq));
          }
        }
        default -> {}
      }
      blocking.readTo(seq);
      holding.clear();
      blocking.holders(object).forEach(holder -> holding.add(holder.thread()));
    }
    return bargers;
  }
}
