package io.interleave.engine.analysis.inversion;

import io.interleave.engine.event.Kind;
import io.interleave.engine.event.LockValue;
import io.interleave.engine.event.ObjectType;
import io.interleave.engine.event.Trace;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * All cycles of nested requests that could meet, by trying all tuples of all requests of a trace.
 */
final class InversionOracle {

  private record Request(int seq, int thread, int lock, boolean read, Map<Integer, Boolean> held) {}

  private final Trace trace;
  // By event: all that happened before it, itself included.
  private final Map<Integer, BitSet> pasts = new HashMap<>();
  private final List<Request> requests = new ArrayList<>();
  private final Set<Set<Integer>> tuples = new HashSet<>();
  private final Map<Set<Integer>, Integer> firsts = new HashMap<>();

  InversionOracle(Trace trace) {
    this.trace = trace;
    for (int seq = 1; seq <= trace.size(); seq++) {
      boolean asks = trace.kind(seq) == Kind.LOCK_REQUEST && !trace.timed(seq);
      if (asks) {
        Map<Integer, Boolean> held = held(trace.thread(seq), seq);
        if (!held.isEmpty() && !held.containsKey(trace.object(seq))) {
          boolean read = LockValue.unpack(trace.value(seq)).read();
          requests.add(new Request(seq, trace.thread(seq), trace.object(seq), read, held));
        }
      }
    }
    tuples(new ArrayList<>());
  }

  /** By set of locks: the event that closes its first cycle. */
  Map<Set<Integer>, Integer> firsts() {
    return firsts;
  }

  /** Whether these requests are a cycle. */
  boolean isCycle(List<Long> events) {
    Set<Integer> set = new HashSet<>();
    events.forEach(event -> set.add(event.intValue()));
    return tuples.contains(set);
  }

  private BitSet past(int seq) {
    BitSet known = pasts.get(seq);
    if (known != null) {
      return known;
    }
    BitSet past = new BitSet();
    for (int before = seq - 1; before > 0; before--) {
      if (!past.get(before) && leads(before, seq)) {
        past.or(past(before));
      }
    }
    past.set(seq);
    pasts.put(seq, past);
    return past;
  }

  /** Whether there is a lasting edge from one event straight to another. */
  private boolean leads(int from, int to) {
    Kind a = trace.kind(from);
    Kind b = trace.kind(to);
    int cause = trace.cause(to);
    boolean same = trace.object(from) == trace.object(to) && trace.object(to) != 0;
    boolean interrupted = cause != 0 && trace.kind(cause) == Kind.THREAD_INTERRUPT;
    if (trace.thread(from) == trace.thread(to)) {
      return true;
    }
    return switch (a) {
      case THREAD_CREATE -> trace.value(from) == trace.thread(to);
      case THREAD_INTERRUPT -> interrupted && trace.value(from) == trace.thread(to);
      case THREAD_UNPARK ->
          b == Kind.THREAD_RESUME && cause != 0 && trace.value(from) == trace.thread(to);
      case EVENT_SET -> same && b == Kind.EVENT_WAKE;
      case LATCH_COUNTDOWN -> same && b == Kind.LATCH_PASS;
      case QUEUE_DONE -> same && b == Kind.QUEUE_JOIN;
      case FUTURE_COMPLETE -> same && b == Kind.FUTURE_GET;
      case SEMAPHORE_RELEASE ->
          same
              && b == Kind.SEMAPHORE_ACQUIRE
              && trace.objects().get(trace.object(to)).initial() == 0;
      case BARRIER_AWAIT -> same && b == Kind.BARRIER_TRIP && noneBetween(from, to);
      case CONDITION_SIGNAL,
          CONDITION_SIGNAL_ALL,
          QUEUE_PUT,
          TASK_SUBMIT,
          BARRIER_TRIP,
          BARRIER_BREAK ->
          cause == from;
      default -> b == Kind.THREAD_JOIN && trace.value(to) == trace.thread(from);
    };
  }

  private boolean noneBetween(int from, int to) {
    for (int seq = from + 1; seq < to; seq++) {
      boolean turns = trace.kind(seq) == Kind.BARRIER_TRIP || trace.kind(seq) == Kind.BARRIER_BREAK;
      if (turns && trace.object(seq) == trace.object(to)) {
        return false;
      }
    }
    return true;
  }

  /** What a thread holds before an event, and whether for writing. */
  private Map<Integer, Boolean> held(int thread, int to) {
    Map<Integer, Integer> writes = new HashMap<>();
    Map<Integer, Integer> reads = new HashMap<>();
    for (int seq = 1; seq < to; seq++) {
      Kind kind = trace.kind(seq);
      if (kind != Kind.LOCK_ACQUIRE && kind != Kind.LOCK_RELEASE) {
        continue;
      }
      int lock = trace.object(seq);
      LockValue value = LockValue.unpack(trace.value(seq));
      if (trace.thread(seq) == thread) {
        (value.read() ? reads : writes).put(lock, value.holds());
      } else if (kind == Kind.LOCK_RELEASE && trace.objects().get(lock).type() == ObjectType.LOCK) {
        writes.remove(lock);
      }
    }
    Map<Integer, Boolean> held = new HashMap<>();
    reads.forEach((lock, holds) -> held.merge(lock, false, (x, y) -> x || y));
    reads.forEach(
        (lock, holds) -> {
          if (holds == 0) {
            held.remove(lock);
          }
        });
    writes.forEach(
        (lock, holds) -> {
          if (holds > 0) {
            held.put(lock, true);
          }
        });
    return held;
  }

  /** The permits that a thread has before an event. */
  private int permits(int semaphore, int thread, int to) {
    long count = 0;
    for (int seq = 1; seq < to; seq++) {
      if (trace.thread(seq) == thread && trace.object(seq) == semaphore) {
        if (trace.kind(seq) == Kind.SEMAPHORE_ACQUIRE) {
          count += trace.value(seq);
        } else if (trace.kind(seq) == Kind.SEMAPHORE_RELEASE) {
          count = Math.max(0, count - trace.value(seq));
        }
      }
    }
    return (int) count;
  }

  /** Whether a thread gave back, up to an event, what it had not taken. */
  private boolean isSignal(int object, int to) {
    for (int seq = 1; seq <= to; seq++) {
      if (trace.object(seq) != object) {
        continue;
      }
      if (trace.kind(seq) == Kind.SEMAPHORE_RELEASE
          && permits(object, trace.thread(seq), seq) < trace.value(seq)) {
        return true;
      }
      if (trace.kind(seq) == Kind.LOCK_RELEASE
          && !held(trace.thread(seq), seq).containsKey(object)) {
        return true;
      }
    }
    return false;
  }

  private void tuples(List<Request> chosen) {
    if (chosen.size() > 1 && closes(chosen)) {
      Set<Integer> locks = new HashSet<>();
      Set<Integer> events = new HashSet<>();
      int closed = 0;
      for (Request request : chosen) {
        locks.add(request.lock);
        events.add(request.seq);
        closed = Math.max(closed, request.seq);
      }
      if (tuples.add(events) && !isSilent(chosen, closed)) {
        firsts.merge(locks, closed, Math::min);
      }
    }
    for (Request request : requests) {
      boolean fits =
          chosen.stream()
              .allMatch(other -> other.thread != request.thread && other.lock != request.lock);
      if (fits && chosen.size() < 4) {
        chosen.add(request);
        tuples(chosen);
        chosen.removeLast();
      }
    }
  }

  private boolean closes(List<Request> chosen) {
    for (int i = 0; i < chosen.size(); i++) {
      Request asks = chosen.get(i);
      Request holds = chosen.get((i + 1) % chosen.size());
      Boolean writing = holds.held.get(asks.lock);
      if (writing == null || (!writing && asks.read)) {
        return false;
      }
    }
    return true;
  }

  private boolean isSilent(List<Request> cycle, int to) {
    for (Request a : cycle) {
      for (Request b : cycle) {
        if (a != b && (past(b.seq).get(a.seq) || haveAGate(a, b))) {
          return true;
        }
      }
      if (isSignal(a.lock, to)) {
        return true;
      }
    }
    return trace.objects().all().stream()
        .filter(object -> object.type() == ObjectType.SEMAPHORE)
        .anyMatch(
            object -> {
              long initial = Objects.requireNonNull(object.initial());
              long needed =
                  cycle.stream()
                      .mapToLong(each -> permits(object.id(), each.thread, each.seq))
                      .sum();
              return initial > 0 && needed > initial && !isSignal(object.id(), to);
            });
  }

  private boolean haveAGate(Request a, Request b) {
    return a.held.keySet().stream()
        .anyMatch(lock -> b.held.containsKey(lock) && (a.held.get(lock) || b.held.get(lock)));
  }
}
