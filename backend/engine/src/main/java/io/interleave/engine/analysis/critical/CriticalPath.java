package io.interleave.engine.analysis.critical;

import io.interleave.engine.analysis.Timing;
import io.interleave.engine.analysis.state.Lanes;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.ThreadState;
import io.interleave.engine.event.Trace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The chain of running and waiting that determined how long a run took.
 *
 * <p>Walks back from the last event: along its thread to the result of the last wait that another
 * thread's event ended, from there to that event, and so on to the first event of the run. That is
 * the longest path through the graph of what had to precede what (Yang and Miller, "Critical Path
 * Analysis for the Execution of Parallel and Distributed Programs", ICDCS 1988), found without
 * building it, because among the edges into a result the one from the later event is the one that
 * counts (as in Hollingsworth, "Critical Path Profiling of Message Passing and Shared-Memory
 * Programs", IEEE TPDS 9(10), 1998). Whatever is on it and becomes shorter can make the run
 * shorter; what is not on it cannot.
 *
 * @param segments without a gap, in the order of time, from the first event to the last, in steps
 *     to the end of the last
 * @param shares how much of it each thread has, in nanoseconds
 */
public record CriticalPath(List<Segment> segments, Map<Integer, Long> shares) {

  public CriticalPath {
    segments = List.copyOf(segments);
  }

  /** How long it is, which is how long the run took. */
  public long nanos() {
    return shares.values().stream().mapToLong(Long::longValue).sum();
  }

  /** The critical path of a trace; takes time and memory in proportion to its events. */
  public static CriticalPath of(Trace trace, Timing timing) {
    List<Segment> segments = trace.size() == 0 ? List.of() : new Walk(trace, timing).segments();
    Map<Integer, Long> shares = new TreeMap<>();
    segments.forEach(segment -> shares.merge(segment.thread(), segment.nanos(), Long::sum));
    return new CriticalPath(segments, shares);
  }

  private static final class Walk {
    private final Trace trace;
    private final long step;
    // By event, the one before of the same thread.
    private final int[] before;
    private final List<Segment> backwards = new ArrayList<>();
    // Everything from here on is explained.
    private long until;

    Walk(Trace trace, Timing timing) {
      this.trace = trace;
      this.step =
          switch (timing) {
            case REAL -> 0;
            case STEPS -> Lanes.STEP;
          };
      this.before = new int[trace.size() + 1];
      int[] last = new int[trace.threads().last() + 1];
      for (int seq = 1; seq < before.length; seq++) {
        int thread = trace.thread(seq);
        before[seq] = last[thread];
        last[thread] = seq;
      }
    }

    List<Segment> segments() {
      int seq = last();
      until = t(seq) + step;
      add(trace.thread(seq), ThreadState.RUNNING, t(seq), seq, seq);
      while (seq != 0) {
        seq = explain(seq);
      }
      return joined();
    }

    /** The time of an event; in steps, of the step that it belongs to. */
    private long t(int seq) {
      long t = trace.t(seq);
      return step == 0 ? t : t - t % step;
    }

    private int last() {
      int last = 1;
      for (int seq = 1; seq <= trace.size(); seq++) {
        last = trace.t(seq) >= trace.t(last) ? seq : last;
      }
      return last;
    }

    /** Tells what was before an event, and returns the event before which the path goes on. */
    private int explain(int seq) {
      int request = requestOf(seq);
      int cause = causeOf(seq, request);
      int thread = trace.thread(seq);
      if (cause != 0) {
        add(thread, ThreadState.READY, t(cause), cause, seq);
        return cause;
      }
      if (request == 0) {
        // The first event of a thread that nobody is known to have started.
        add(thread, ThreadState.NEW, t(1), seq, seq);
        return 0;
      }
      ThreadState state = trace.kind(request).stateAfter();
      boolean made = step > 0 && made(request);
      long from = made ? t(request) + step : t(request);
      boolean passedOver = step > 0 && state == ThreadState.RUNNING;
      add(thread, passedOver ? ThreadState.READY : state, from, request, seq);
      add(thread, ThreadState.RUNNING, t(request), request, seq);
      return request;
    }

    /** Whether the thread itself made the step that an event is of, as its first event tells. */
    private boolean made(int seq) {
      int first = seq;
      while (first > 1 && t(first - 1) == t(seq)) {
        first--;
      }
      return trace.thread(first) == trace.thread(seq);
    }

    /**
     * The event of the same thread since which it did one thing: of a wait the request, and the
     * wait for a condition goes on until the lock is taken back.
     */
    private int requestOf(int seq) {
      int wake = wakeBefore(seq);
      int request = before[wake == 0 ? seq : wake];
      while (wake != 0 && request != 0 && trace.kind(request) == Kind.LOCK_RELEASE) {
        request = before[request];
      }
      return request;
    }

    /** The condition.wake of which this event takes the lock back, or which it is; 0 if none. */
    private int wakeBefore(int seq) {
      return switch (trace.kind(seq)) {
        case CONDITION_WAKE -> seq;
        case LOCK_ACQUIRE, LOCK_FAIL -> {
          int request = before[seq];
          int wake = request == 0 ? 0 : before[request];
          yield wake != 0
                  && trace.kind(request) == Kind.LOCK_REQUEST
                  && trace.kind(wake) == Kind.CONDITION_WAKE
              ? wake
              : 0;
        }
        default -> 0;
      };
    }

    /**
     * The other thread's event that ended the wait since a request, or 0. What came before the
     * request was there already and kept nobody waiting.
     */
    private int causeOf(int seq, int request) {
      Kind kind = trace.kind(seq);
      boolean waited =
          kind == Kind.THREAD_START
              || (request != 0 && trace.kind(request).stateAfter() != ThreadState.RUNNING);
      int cause = trace.cause(seq);
      if (isAnothers(cause, seq) && waited && cause > request) {
        return cause;
      }
      int wake = wakeBefore(seq);
      int signal = wake == 0 ? 0 : trace.cause(wake);
      return isAnothers(signal, seq) && signal > request ? signal : 0;
    }

    private boolean isAnothers(int cause, int seq) {
      return cause != 0 && trace.thread(cause) != trace.thread(seq);
    }

    private void add(int thread, ThreadState state, long from, int first, int last) {
      // Clocks of two threads may disagree by a little; the path has no gaps.
      long start = Math.max(from, t(1));
      if (start < until) {
        int object = state == ThreadState.RUNNING ? 0 : trace.object(last);
        backwards.add(new Segment(thread, state, start, until, object, first, last));
        until = start;
      }
    }

    /** Forwards, with what one thread went on doing in one piece. */
    private List<Segment> joined() {
      List<Segment> joined = new ArrayList<>();
      Collections.reverse(backwards);
      for (Segment next : backwards) {
        Segment last = joined.isEmpty() ? null : joined.getLast();
        if (last != null
            && last.thread() == next.thread()
            && last.state() == ThreadState.RUNNING
            && next.state() == ThreadState.RUNNING) {
          joined.set(
              joined.size() - 1,
              new Segment(
                  last.thread(),
                  last.state(),
                  last.from(),
                  next.to(),
                  0,
                  last.first(),
                  next.last()));
        } else {
          joined.add(next);
        }
      }
      return joined;
    }
  }
}
