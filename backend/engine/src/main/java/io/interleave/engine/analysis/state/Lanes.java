package io.interleave.engine.analysis.state;

import io.interleave.engine.analysis.Timing;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.ThreadState;
import io.interleave.engine.event.Trace;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Follows what each thread is doing, event by event: docs/trace-format.md, "Waiting".
 *
 * <p>A wait is told only once its result is known, because only the result's cause says since when
 * the thread could have gone on, and one of no length never was a wait; until then the running
 * stretch before it stays open too. In steps, a thread that could go on runs in the steps that it
 * makes, each to its end, and is ready in those that others make. An event costs O(1). Not
 * thread-safe.
 */
public final class Lanes {

  /** The length of a step, in the nanoseconds of the trace. */
  public static final long STEP = 1_000_000;

  /** Is told of what is over, each thread's in the order of time. */
  public interface Listener {

    /** A thread was in one state for a time above 0. */
    void stretch(int thread, ThreadState state, long from, long to);

    /** A thread waited for an object for a time above 0. */
    default void waited(Wait wait) {}
  }

  private final Trace trace;
  private final long step;
  private final Listener listener;
  // By thread.
  private final List<@Nullable Lane> lanes = new ArrayList<>();
  // In steps: when the last one began, and who made it.
  private long stepAt = -1;
  private int stepBy;

  public Lanes(Trace trace, Timing timing, Listener listener) {
    this.trace = trace;
    this.step =
        switch (timing) {
          case REAL -> 0;
          case STEPS -> STEP;
        };
    this.listener = listener;
  }

  /** Reads the next event. */
  public void event(int seq) {
    Kind kind = trace.kind(seq);
    int thread = trace.thread(seq);
    if (t(seq) > stepAt) {
      stepAt = t(seq);
      stepBy = thread;
    }
    if (kind == Kind.THREAD_NEW || kind == Kind.THREAD_CREATE) {
      lane((int) trace.value(seq)).born(seq, kind);
    }
    lane(thread).own(seq, kind);
  }

  /**
   * Tells of what is not over yet, as if it ended now; changes nothing.
   *
   * @param now not before any event that was read
   */
  public void open(long now, Listener to) {
    for (Lane lane : lanes) {
      if (lane != null) {
        lane.open(now, to);
      }
    }
  }

  /** The time of an event; in steps, of the step that it belongs to. */
  private long t(int seq) {
    long t = trace.t(seq);
    return step == 0 ? t : t - t % step;
  }

  private Lane lane(int thread) {
    while (thread >= lanes.size()) {
      lanes.add(null);
    }
    Lane lane = lanes.get(thread);
    if (lane == null) {
      lane = new Lane(thread);
      lanes.set(thread, lane);
    }
    return lane;
  }

  private final class Lane {
    final int thread;
    // Null before its birth.
    @Nullable ThreadState state;
    long since;
    int sinceSeq;
    int object;
    // While it waits: when the running stretch before began.
    long runningSince;
    // In steps: the end of the last one that it made.
    long ranUntil;
    // The condition.wake whose lock.acquire is still to come, and the lock it asks for.
    int wake;
    int wakeLock;

    Lane(int thread) {
      this.thread = thread;
    }

    void born(int seq, Kind kind) {
      long t = t(seq);
      ThreadState was = state;
      if (was != null) {
        stretch(was, since, t);
      }
      enter(kind == Kind.THREAD_NEW ? ThreadState.NEW : ThreadState.READY, t, seq);
    }

    void own(int seq, Kind kind) {
      if (isPartOfWait(seq, kind)) {
        return;
      }
      long t = t(seq);
      end(seq, kind, t);
      if (step > 0 && state == ThreadState.RUNNING) {
        takeTurn(t);
      }
      ThreadState next = kind.stateAfter();
      if (next == ThreadState.RUNNING) {
        if (state != ThreadState.RUNNING) {
          enter(ThreadState.RUNNING, t, seq);
          ranUntil = afterStep(t);
        }
        return;
      }
      long from = afterStep(t);
      if (next == ThreadState.ENDED && state == ThreadState.RUNNING) {
        stretch(ThreadState.RUNNING, since, from);
      }
      enter(next, from, seq);
      object = trace.object(seq);
    }

    /** Whether this event is inside a wait for a condition, which the taking of its lock ends. */
    private boolean isPartOfWait(int seq, Kind kind) {
      if (state != ThreadState.WAITING || trace.kind(sinceSeq) != Kind.CONDITION_WAIT) {
        return false;
      }
      if (wake == 0) {
        if (kind == Kind.CONDITION_WAKE) {
          wake = seq;
        }
        return wake != 0 || kind == Kind.LOCK_RELEASE;
      }
      if (kind == Kind.LOCK_REQUEST) {
        wakeLock = trace.object(seq);
      }
      return kind == Kind.LOCK_REQUEST;
    }

    /** Ends what was before this event, if that is something else than running. */
    private void end(int seq, Kind kind, long t) {
      ThreadState was = state;
      switch (was) {
        case NEW, READY -> stretch(was, since, t);
        case BLOCKED, WAITING, SLEEPING, IO -> endWait(was, seq, kind, t);
        case RUNNING, ENDED -> {}
        case null -> {}
      }
    }

    private void endWait(ThreadState waited, int seq, Kind kind, long t) {
      int result = wake == 0 ? seq : wake;
      boolean relocked = wake != 0 && kind == Kind.LOCK_ACQUIRE;
      long enabled = waited == ThreadState.IO ? t : enabled(result, since, t(result));
      long locked = relocked ? enabled(seq, enabled, t) : enabled;
      if (isForObject(waited)) {
        waited(listener, object, result, since, enabled, relocked ? enabled : t);
        if (relocked) {
          waited(listener, wakeLock, seq, enabled, locked, t);
        }
      }
      wake = 0;
      wakeLock = 0;
      if (t <= since) {
        // It did not wait: the running stretch goes on.
        state = ThreadState.RUNNING;
        since = runningSince;
        return;
      }
      stretch(ThreadState.RUNNING, runningSince, since);
      stretch(waited, since, enabled);
      stretch(ThreadState.BLOCKED, enabled, locked);
      stretch(ThreadState.READY, locked, t);
    }

    /** When the event behind a result let the thread go on; the result itself if none did. */
    private long enabled(int result, long from, long to) {
      int cause = trace.cause(result);
      return cause == 0 || trace.thread(cause) == thread || to <= from
          ? to
          : Math.clamp(t(cause), from, to);
    }

    private boolean isForObject(ThreadState waited) {
      return object != 0 && (waited == ThreadState.BLOCKED || waited == ThreadState.WAITING);
    }

    private void enter(ThreadState next, long t, int seq) {
      runningSince = state == ThreadState.RUNNING ? since : t;
      state = next;
      since = t;
      sinceSeq = seq;
      object = 0;
    }

    /** What was since its last step is over: its turn, and then those of others. */
    private void takeTurn(long t) {
      if (t > ranUntil) {
        stretch(ThreadState.RUNNING, since, ranUntil);
        stretch(ThreadState.READY, Math.max(since, ranUntil), t);
        since = t;
      }
      ranUntil = afterStep(t);
    }

    /** When a step that the thread itself makes is over; at once, where another makes it. */
    private long afterStep(long t) {
      return step > 0 && stepBy == thread ? t + step : t;
    }

    void open(long now, Listener to) {
      ThreadState is = state;
      switch (is) {
        case NEW, READY -> stretch(to, is, since, now);
        case RUNNING -> {
          long until = step > 0 ? Math.clamp(ranUntil, since, Math.max(since, now)) : now;
          stretch(to, ThreadState.RUNNING, since, until);
          stretch(to, ThreadState.READY, until, now);
        }
        case BLOCKED, WAITING, SLEEPING, IO -> {
          stretch(to, ThreadState.RUNNING, runningSince, Math.min(since, now));
          openWait(is, now, to);
        }
        case ENDED -> {}
        case null -> {}
      }
    }

    private void openWait(ThreadState waiting, long now, Listener to) {
      boolean relocks = wakeLock != 0;
      long enabled = relocks ? Math.min(enabled(wake, since, t(wake)), now) : now;
      stretch(to, waiting, since, enabled);
      stretch(to, ThreadState.BLOCKED, enabled, now);
      if (isForObject(waiting)) {
        waited(to, object, wake, since, enabled, enabled);
        if (relocks) {
          waited(to, wakeLock, 0, enabled, now, now);
        }
      }
    }

    private void stretch(ThreadState was, long from, long to) {
      stretch(listener, was, from, to);
    }

    private void stretch(Listener told, ThreadState was, long from, long to) {
      if (to > from) {
        told.stretch(thread, was, from, to);
      }
    }

    private void waited(Listener told, int on, int result, long from, long enabled, long to) {
      if (to > from) {
        told.waited(new Wait(thread, on, sinceSeq, result, from, enabled, to));
      }
    }
  }
}
