package io.interleave.engine.analysis.predict;

import io.interleave.engine.event.Kind;
import io.interleave.engine.event.LockValue;
import io.interleave.engine.event.ObjectType;
import io.interleave.engine.event.Trace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntConsumer;

/**
 * What must have happened before an event can happen in any order of a trace's events: all that is
 * no matter of who took a lock first.
 *
 * <p>An event needs its cause; of a read that is the write which it reads from. An event on an
 * object other than a lock or variable needs all earlier changes of that object, so that it finds
 * it as it was; so does a failed attempt at a lock. A thread goes nowhere without an interrupt that
 * it had got by then.
 */
final class Needs {

  /** What an event has to do with the state of its object. */
  private enum Role {
    NONE,
    LOOKS,
    CHANGES
  }

  private final Trace trace;
  private final int size;
  // By thread: its first event. By seq: the next event of the same thread. 0 for none.
  private final int[] first;
  private final int[] next;
  // By seq of an acquire that is no re-entry: the release that ends it, 0 for none.
  private final int[] end;
  // By seq: the event that it needs because of its object, 0 for none.
  private final int[] before;
  // By seq: others that it needs.
  private final Map<Integer, List<Integer>> more = new HashMap<>();

  /** Reads the events up to this one. */
  Needs(Trace trace, int size) {
    this.trace = trace;
    this.size = size;
    first = new int[trace.threads().last() + 1];
    next = new int[size + 1];
    end = new int[size + 1];
    before = new int[size + 1];
    linkThreads();
    linkObjects();
    linkLocks();
  }

  private void linkThreads() {
    int[] last = new int[first.length];
    int[] interrupt = new int[first.length];
    int[] permit = new int[first.length];
    for (int seq = 1; seq <= size; seq++) {
      int thread = trace.thread(seq);
      if (last[thread] == 0) {
        first[thread] = seq;
      } else {
        next[last[thread]] = seq;
      }
      last[thread] = seq;
      add(seq, interrupt[thread]);
      interrupt[thread] = 0;
      if (trace.kind(seq) == Kind.THREAD_INTERRUPT) {
        add(seq, interrupt[(int) trace.value(seq)]);
        interrupt[(int) trace.value(seq)] = seq;
      } else if (trace.kind(seq) == Kind.THREAD_UNPARK) {
        add(seq, permit[(int) trace.value(seq)]);
        permit[(int) trace.value(seq)] = seq;
      }
    }
  }

  private void linkObjects() {
    int[] changed = new int[trace.objects().last() + 1];
    for (int seq = 1; seq <= size; seq++) {
      Role role = role(trace.kind(seq));
      if (role != Role.NONE) {
        before[seq] = changed[trace.object(seq)];
        if (role == Role.CHANGES) {
          changed[trace.object(seq)] = seq;
        }
      }
    }
  }

  private static Role role(Kind kind) {
    return switch (kind) {
      case CONDITION_WAIT,
          CONDITION_SIGNAL,
          CONDITION_SIGNAL_ALL,
          CONDITION_WAKE,
          SEMAPHORE_ACQUIRE,
          SEMAPHORE_RELEASE,
          EVENT_SET,
          EVENT_CLEAR,
          EVENT_WAKE,
          LATCH_COUNTDOWN,
          LATCH_OPEN,
          BARRIER_AWAIT,
          BARRIER_TRIP,
          BARRIER_BREAK,
          QUEUE_PUT,
          QUEUE_TAKE,
          QUEUE_DONE,
          ADDER_ADD,
          TASK_SUBMIT,
          TASK_START,
          TASK_CANCEL,
          TASK_REJECT,
          FUTURE_COMPLETE ->
          Role.CHANGES;
      case SEMAPHORE_FAIL,
          EVENT_FAIL,
          LATCH_PASS,
          LATCH_FAIL,
          BARRIER_PASS,
          BARRIER_FAIL,
          QUEUE_PUT_FAIL,
          QUEUE_TAKE_FAIL,
          QUEUE_JOIN,
          QUEUE_JOIN_FAIL,
          ADDER_SUM,
          TASK_END,
          TASK_FAIL,
          FUTURE_GET,
          FUTURE_GET_FAIL ->
          Role.LOOKS;
      // Of no object, of a lock or variable, or only asking.
      case THREAD_NEW,
          THREAD_CREATE,
          THREAD_START,
          THREAD_END,
          THREAD_JOIN_REQUEST,
          THREAD_JOIN,
          THREAD_JOIN_FAIL,
          THREAD_SLEEP,
          THREAD_WAKE,
          THREAD_PARK,
          THREAD_UNPARK,
          THREAD_RESUME,
          THREAD_INTERRUPT,
          LOCK_REQUEST,
          LOCK_ACQUIRE,
          LOCK_RELEASE,
          LOCK_FAIL,
          SEMAPHORE_REQUEST,
          EVENT_WAIT,
          LATCH_AWAIT,
          QUEUE_PUT_REQUEST,
          QUEUE_TAKE_REQUEST,
          QUEUE_JOIN_REQUEST,
          VAR_READ,
          VAR_WRITE,
          VAR_UPDATE,
          VAR_CAS_FAIL,
          FUTURE_GET_REQUEST,
          WORK_BEGIN,
          WORK_END,
          IO_BEGIN,
          IO_END,
          NOTE ->
          Role.NONE;
    };
  }

  private void linkLocks() {
    // By lock and mode, and by thread where the lock knows its holders: the acquire that holds it.
    Map<Long, Integer> open = new HashMap<>();
    // By lock: the last event of each thread.
    Map<Integer, TreeMap<Integer, Integer>> last = new HashMap<>();
    for (int seq = 1; seq <= size; seq++) {
      Kind kind = trace.kind(seq);
      int lock = trace.object(seq);
      int thread = trace.thread(seq);
      if (kind == Kind.LOCK_FAIL) {
        for (int each : last.getOrDefault(lock, new TreeMap<>()).values()) {
          add(seq, each);
        }
      } else if (kind == Kind.LOCK_ACQUIRE || kind == Kind.LOCK_RELEASE) {
        LockValue value = LockValue.unpack(trace.value(seq));
        boolean anyone = trace.objects().get(lock).type() == ObjectType.LOCK;
        long holder = (long) lock << 32 | (anyone ? 0 : thread) << 1 | (value.read() ? 1 : 0);
        if (kind == Kind.LOCK_ACQUIRE) {
          open.putIfAbsent(holder, seq);
        } else if (value.holds() == 0) {
          Integer acquire = open.remove(holder);
          if (acquire != null) {
            end[acquire] = seq;
            before[seq] = acquire;
          }
        }
        last.computeIfAbsent(lock, key -> new TreeMap<>()).put(thread, seq);
      }
    }
    open.values().forEach(acquire -> end[acquire] = Integer.MAX_VALUE);
  }

  private void add(int seq, int needed) {
    if (needed != 0) {
      more.computeIfAbsent(seq, key -> new ArrayList<>(1)).add(needed);
    }
  }

  /** The first event of a thread, 0 for none. */
  int first(int thread) {
    return first[thread];
  }

  /** The event of the same thread after this one, 0 for none. */
  int next(int seq) {
    return next[seq];
  }

  /**
   * The release that ends what this acquire began: {@link Integer#MAX_VALUE} if there is none, 0 if
   * it began nothing, being a re-entry.
   */
  int end(int acquire) {
    return end[acquire];
  }

  /** The acquire that this release ends, 0 for none. */
  int begin(int release) {
    return before[release];
  }

  /** The events that this one needs, apart from the one before it in its thread. */
  void each(int seq, IntConsumer action) {
    int cause = trace.kind(seq) == Kind.LOCK_ACQUIRE ? 0 : trace.cause(seq);
    if (cause != 0) {
      action.accept(cause);
    }
    if (before[seq] != 0) {
      action.accept(before[seq]);
    }
    List<Integer> others = more.get(seq);
    if (others != null) {
      others.forEach(action::accept);
    }
  }
}
