package io.interleave.engine.perfetto;

import io.interleave.engine.analysis.Timing;
import io.interleave.engine.analysis.blocking.Blocking;
import io.interleave.engine.analysis.state.Lanes;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.ThreadState;
import io.interleave.engine.event.Trace;
import io.interleave.engine.wire.Json;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** What threads did, as slices on their rows. Not thread-safe. */
final class StateSlices implements Lanes.Listener {

  /** What began the states of a thread. */
  private static final class Since {
    // By state: its latest event after which it is in that state; the first one, if it runs.
    final Map<ThreadState, Integer> events = new EnumMap<>(ThreadState.class);
    // By state: who had what it asked for by that event, 0 if nobody is known.
    final Map<ThreadState, Integer> holders = new EnumMap<>(ThreadState.class);
    int last;
  }

  private final Trace trace;
  private final Lines lines;
  private final Tracks tracks;
  private final Lanes lanes;
  private final Blocking blocking;
  private final Map<Integer, Since> threads = new HashMap<>();
  // The event that is being read; 0 at the end.
  private int now;

  StateSlices(Trace trace, Timing timing, Lines lines, Tracks tracks, Blocking blocking) {
    this.trace = trace;
    this.lines = lines;
    this.tracks = tracks;
    this.blocking = blocking;
    this.lanes = new Lanes(trace, timing, this);
  }

  /** Reads the next event, which {@code blocking} has read. */
  void event(int seq) {
    now = seq;
    lanes.event(seq);
    Kind kind = trace.kind(seq);
    if (kind == Kind.THREAD_NEW || kind == Kind.THREAD_CREATE) {
      Since child = since((int) trace.value(seq));
      child.last = seq;
      child.events.put(kind == Kind.THREAD_NEW ? ThreadState.NEW : ThreadState.READY, seq);
    }
    int thread = trace.thread(seq);
    Since since = since(thread);
    since.last = seq;
    since.events.putIfAbsent(ThreadState.RUNNING, seq);
    if (kind.beginsWait()) {
      since.events.put(kind.stateAfter(), seq);
      since.holders.put(kind.stateAfter(), blocking.waitsFor(thread));
    }
  }

  /** Writes what is not over when the trace ends. */
  void end(long end) {
    now = 0;
    lanes.open(end, this);
  }

  private Since since(int thread) {
    return threads.computeIfAbsent(thread, _ -> new Since());
  }

  @Override
  public void stretch(int thread, ThreadState state, long from, long to) {
    Since since = since(thread);
    int seq = state == ThreadState.READY ? readySince(since) : since.events.getOrDefault(state, 0);
    since.events.remove(ThreadState.RUNNING);
    int object = seq == 0 || !isForObject(state) ? 0 : trace.object(seq);
    String name = name(state, seq, object);
    Track track = tracks.thread(thread);
    Json args = lines.from(lines.begin(track, "state", name, from), seq);
    args.field("state", Words.state(state));
    if (object != 0) {
      args.field("object", tracks.name(object));
      int holder = holder(since, state);
      if (holder != 0) {
        args.field("holder", trace.threads().get(holder).name());
      }
    }
    args.end().end();
    lines.end(track, "state", name, to);
  }

  /** What let a thread go on: the event behind its result, or where nobody waited, its last one. */
  private int readySince(Since since) {
    boolean waited = since.last != 0 && trace.kind(since.last).beginsWait();
    return waited && now != 0 && trace.cause(now) != 0 ? trace.cause(now) : since.last;
  }

  private int holder(Since since, ThreadState state) {
    int holder = since.holders.getOrDefault(state, 0);
    // Whoever waited for a condition asks when it is given the lock, which nobody has by then.
    return holder == 0
            && now != 0
            && trace.kind(now) == Kind.LOCK_ACQUIRE
            && trace.cause(now) != 0
            && trace.thread(trace.cause(now)) != trace.thread(now)
            && state == ThreadState.BLOCKED
        ? trace.thread(trace.cause(now))
        : holder;
  }

  private static boolean isForObject(ThreadState state) {
    return state == ThreadState.BLOCKED || state == ThreadState.WAITING;
  }

  private String name(ThreadState state, int seq, int object) {
    if (!isForObject(state) || seq == 0) {
      return Words.state(state);
    }
    String before = state == ThreadState.BLOCKED ? "blocked on " : "waiting for ";
    if (object != 0) {
      return before + tracks.name(object);
    }
    return trace.kind(seq) == Kind.THREAD_JOIN_REQUEST
        ? before + trace.threads().get((int) trace.value(seq)).name()
        : Words.state(state);
  }
}
