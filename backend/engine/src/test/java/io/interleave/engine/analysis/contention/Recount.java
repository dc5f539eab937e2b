package io.interleave.engine.analysis.contention;

import io.interleave.engine.analysis.Timing;
import io.interleave.engine.analysis.state.Lanes;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.LockValue;
import io.interleave.engine.event.ObjectType;
import io.interleave.engine.event.ThreadState;
import io.interleave.engine.event.Trace;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The obvious twin of the index, for traces whose clocks agree: cuts time wherever anything
 * happens, looks at all events anew in each slice, and counts who was doing what.
 */
final class Recount {

  /** What a thread waits for in a slice. */
  record Waiting(int thread, int object, int request, boolean enabled) {}

  /** What was counted of one operation on one object. */
  static final class Counted {
    long obtained;
    long contended;
    final Map<Integer, Long> waits = new LinkedHashMap<>();
    final Map<Integer, Long> holds = new LinkedHashMap<>();
    final Map<List<Integer>, Long> blocking = new HashMap<>();
  }

  private final Trace trace;
  private final Timing timing;
  private final long end;
  final Map<List<Object>, Counted> objects = new HashMap<>();
  final Map<Integer, Map<ThreadState, Long>> threads = new TreeMap<>();
  int depth;
  // What was counted once need not be counted again.
  private final Map<List<Integer>, Map<Integer, Integer>> known = new HashMap<>();

  Recount(Trace trace, Timing timing, long from, long to, long end) {
    this.trace = trace;
    this.timing = timing;
    this.end = end;
    List<Long> cuts = List.copyOf(cuts());
    for (int i = 0; i + 1 < cuts.size(); i++) {
      long nanos = Math.min(to, cuts.get(i + 1)) - Math.max(from, cuts.get(i));
      if (nanos > 0) {
        slice(cuts.get(i), nanos);
      }
    }
    for (int seq = 1; seq <= trace.size(); seq++) {
      if (t(seq) >= from && t(seq) < to) {
        obtained(seq);
      }
    }
  }

  private long t(int seq) {
    return timing == Timing.STEPS ? trace.t(seq) / Lanes.STEP * Lanes.STEP : trace.t(seq);
  }

  private TreeSet<Long> cuts() {
    TreeSet<Long> cuts = new TreeSet<>();
    for (int seq = 1; seq <= trace.size(); seq++) {
      cuts.add(t(seq));
    }
    if (timing == Timing.STEPS && !cuts.isEmpty()) {
      for (long t = cuts.first(); t < end; t += Lanes.STEP) {
        cuts.add(t);
      }
    }
    cuts.add(end);
    return cuts;
  }

  private Counted counted(int object, Operation operation) {
    return objects.computeIfAbsent(List.of(object, operation), _ -> new Counted());
  }

  /** Everything from one moment on in which nothing happens. */
  private void slice(long at, long nanos) {
    int now = lastUntil(at);
    List<Waiting> waiting = new ArrayList<>();
    Map<Integer, Integer> next = new HashMap<>();
    for (int thread = 1; thread <= trace.threads().last(); thread++) {
      ThreadState state = state(thread, at, now, waiting);
      if (state != null && state != ThreadState.ENDED) {
        threads
            .computeIfAbsent(thread, _ -> new EnumMap<>(ThreadState.class))
            .merge(state, nanos, Long::sum);
      }
      waitsFor(thread, now, next);
    }
    for (Waiting wait : waiting) {
      Counted counted = counted(wait.object(), operation(wait));
      counted.waits.merge(wait.request(), nanos, Long::sum);
      if (!wait.enabled()) {
        for (int holder : holders(wait.object(), now).keySet()) {
          if (holder != wait.thread()) {
            counted.blocking.merge(List.of(holder, wait.thread()), nanos, Long::sum);
          }
        }
      }
    }
    for (int object = 1; object <= trace.objects().last(); object++) {
      for (int acquire : holders(object, now).values()) {
        counted(object, Operation.ACQUIRE).holds.merge(acquire, nanos, Long::sum);
      }
    }
    for (int thread : next.keySet()) {
      Set<Integer> path = new LinkedHashSet<>();
      for (int link = thread; next.containsKey(link) && path.add(link); ) {
        link = next.get(link);
      }
      depth = Math.max(depth, path.size());
    }
  }

  /** The last event at a moment or before. */
  private int lastUntil(long at) {
    int last = 0;
    while (last < trace.size() && t(last + 1) <= at) {
      last++;
    }
    return last;
  }

  private boolean made(int thread, long at) {
    for (int seq = 1; timing == Timing.STEPS && seq <= trace.size(); seq++) {
      if (t(seq) == at) {
        return trace.thread(seq) == thread;
      }
    }
    return false;
  }

  private ThreadState state(int thread, long at, int now, List<Waiting> waiting) {
    int last = lastOf(thread, now);
    if (last == 0) {
      return null;
    }
    if (trace.thread(last) != thread) {
      return trace.kind(last) == Kind.THREAD_NEW ? ThreadState.NEW : ThreadState.READY;
    }
    if (made(thread, at)) {
      return ThreadState.RUNNING;
    }
    int request = last;
    if (isPartOfWait(last)) {
      request = conditionBefore(last);
    }
    ThreadState state = trace.kind(request).stateAfter();
    int result = resultOf(request);
    return switch (state) {
      case RUNNING -> timing == Timing.STEPS ? ThreadState.READY : ThreadState.RUNNING;
      case SLEEPING -> isEnabled(result, at) ? ThreadState.READY : state;
      case BLOCKED, WAITING -> {
        int acquire = trace.kind(request) == Kind.CONDITION_WAIT ? acquireAfter(result) : 0;
        if (trace.kind(request) != Kind.CONDITION_WAIT || result == 0 || acquire < 0) {
          boolean enabled = isEnabled(result, at);
          wait(thread, trace.object(request), request, enabled, waiting);
          yield enabled ? ThreadState.READY : state;
        }
        int lock = trace.object(result + 1 <= trace.size() ? requestAfter(result) : 0);
        boolean woken = isEnabled(result, at) || at >= t(result);
        boolean enabled = woken && acquire > 0 && isEnabled(acquire, at);
        wait(thread, woken ? lock : trace.object(request), request, enabled, waiting);
        yield enabled ? ThreadState.READY : woken ? ThreadState.BLOCKED : state;
      }
      case NEW, READY, IO, ENDED -> state;
    };
  }

  private void wait(int thread, int object, int request, boolean enabled, List<Waiting> waiting) {
    if (object != 0) {
      waiting.add(new Waiting(thread, object, request, enabled));
    }
  }

  private boolean isEnabled(int result, long at) {
    int cause = result == 0 ? 0 : trace.cause(result);
    return cause != 0 && trace.thread(cause) != trace.thread(result) && t(cause) <= at;
  }

  /** The thread's last event, or the one that made it. */
  private int lastOf(int thread, int now) {
    for (int seq = now; seq > 0; seq--) {
      Kind kind = trace.kind(seq);
      boolean born =
          (kind == Kind.THREAD_NEW || kind == Kind.THREAD_CREATE) && trace.value(seq) == thread;
      if (trace.thread(seq) == thread || born) {
        return seq;
      }
    }
    return 0;
  }

  private int nextOf(int thread, int seq) {
    for (int next = seq + 1; next <= trace.size(); next++) {
      if (trace.thread(next) == thread) {
        return next;
      }
    }
    return 0;
  }

  private int before(int seq) {
    for (int before = seq - 1; before > 0; before--) {
      if (trace.thread(before) == trace.thread(seq)) {
        return before;
      }
    }
    return 0;
  }

  /** Whether an event lies between a condition.wait and the lock.acquire that ends it. */
  private boolean isPartOfWait(int seq) {
    return conditionBefore(seq) != 0;
  }

  private int conditionBefore(int seq) {
    return switch (trace.kind(seq)) {
      case LOCK_RELEASE -> {
        int before = before(seq);
        yield before != 0 && trace.kind(before) == Kind.CONDITION_WAIT ? before : 0;
      }
      case CONDITION_WAKE -> {
        int before = before(seq);
        yield trace.kind(before) == Kind.LOCK_RELEASE ? before(before) : before;
      }
      case LOCK_REQUEST -> {
        int before = before(seq);
        yield before != 0 && trace.kind(before) == Kind.CONDITION_WAKE
            ? conditionBefore(before)
            : 0;
      }
      default -> 0;
    };
  }

  /** The event that ends the wait proper: of a condition, its wake. */
  private int resultOf(int request) {
    int result = nextOf(trace.thread(request), request);
    if (trace.kind(request) == Kind.CONDITION_WAIT
        && result != 0
        && trace.kind(result) == Kind.LOCK_RELEASE) {
      result = nextOf(trace.thread(request), result);
    }
    return result;
  }

  private int requestAfter(int wake) {
    return nextOf(trace.thread(wake), wake);
  }

  /** The lock.acquire after a condition.wake; 0 if it is still to come, -1 if there is none. */
  private int acquireAfter(int wake) {
    if (wake == 0) {
      return 0;
    }
    int request = requestAfter(wake);
    if (request == 0 || trace.kind(request) != Kind.LOCK_REQUEST) {
      return -1;
    }
    return nextOf(trace.thread(wake), request);
  }

  private Operation operation(Waiting wait) {
    return switch (trace.objects().get(wait.object()).type()) {
      case LOCK, REENTRANT_LOCK, READ_WRITE_LOCK, SEMAPHORE -> Operation.ACQUIRE;
      case QUEUE ->
          switch (trace.kind(wait.request())) {
            case QUEUE_PUT_REQUEST -> Operation.PUT;
            case QUEUE_TAKE_REQUEST -> Operation.TAKE;
            default -> Operation.AWAIT;
          };
      default -> Operation.AWAIT;
    };
  }

  /** Who has a lock or permits after an event, and since which event. */
  private Map<Integer, Integer> holders(int object, int now) {
    return known.computeIfAbsent(List.of(object, now), _ -> recountHolders(object, now));
  }

  private Map<Integer, Integer> recountHolders(int object, int now) {
    Map<Integer, Integer> since = new LinkedHashMap<>();
    Map<Integer, Long> writes = new HashMap<>();
    Map<Integer, Long> reads = new HashMap<>();
    ObjectType type = trace.objects().get(object).type();
    for (int seq = 1; seq <= now; seq++) {
      if (trace.object(seq) != object) {
        continue;
      }
      int thread = trace.thread(seq);
      long value = trace.value(seq);
      boolean wrote = writes.getOrDefault(thread, 0L) > 0;
      switch (trace.kind(seq)) {
        case LOCK_ACQUIRE, LOCK_RELEASE -> {
          if (type == ObjectType.LOCK && trace.kind(seq) == Kind.LOCK_RELEASE) {
            writes.clear();
            since.clear();
          } else {
            LockValue lock = LockValue.unpack(value);
            (lock.read() ? reads : writes).put(thread, (long) lock.holds());
          }
        }
        case SEMAPHORE_ACQUIRE -> writes.merge(thread, value, Long::sum);
        case SEMAPHORE_RELEASE ->
            writes.put(thread, Math.max(0, writes.getOrDefault(thread, 0L) - value));
        default -> {}
      }
      boolean writesNow = writes.getOrDefault(thread, 0L) > 0;
      if (!writesNow && reads.getOrDefault(thread, 0L) == 0) {
        since.remove(thread);
      } else if (wrote && !writesNow) {
        since.put(thread, seq); // it goes on as a reader
      } else {
        since.putIfAbsent(thread, seq);
      }
    }
    return since;
  }

  private void waitsFor(int thread, int now, Map<Integer, Integer> next) {
    int last = lastOf(thread, now);
    if (last == 0 || trace.thread(last) != thread) {
      return;
    }
    int request = trace.kind(last) == Kind.LOCK_RELEASE && isPartOfWait(last) ? before(last) : last;
    ThreadState state = trace.kind(request).stateAfter();
    if (state != ThreadState.BLOCKED && state != ThreadState.WAITING) {
      return;
    }
    int to = trace.kind(request) == Kind.THREAD_JOIN_REQUEST ? (int) trace.value(request) : 0;
    if (trace.object(request) != 0) {
      List<Integer> holders = new ArrayList<>(longestFirst(trace.object(request), now));
      holders.remove((Integer) thread);
      to = holders.isEmpty() ? 0 : holders.getFirst();
    }
    next.put(thread, to);
  }

  /** Holders in the order in which they got anything of it. */
  private Set<Integer> longestFirst(int object, int now) {
    Map<Integer, Integer> first = new HashMap<>();
    for (int holder : holders(object, now).keySet()) {
      int since = now;
      while (since > 0 && holders(object, since).containsKey(holder)) {
        since--;
      }
      first.put(holder, since);
    }
    List<Integer> sorted = new ArrayList<>(first.keySet());
    sorted.sort((a, b) -> first.get(a) - first.get(b));
    return new LinkedHashSet<>(sorted);
  }

  private void obtained(int seq) {
    int thread = trace.thread(seq);
    int object = trace.object(seq);
    Operation operation =
        switch (trace.kind(seq)) {
          case LOCK_ACQUIRE ->
              holders(object, seq - 1).containsKey(thread) ? null : Operation.ACQUIRE;
          case SEMAPHORE_ACQUIRE -> Operation.ACQUIRE;
          case QUEUE_PUT -> Operation.PUT;
          case QUEUE_TAKE -> Operation.TAKE;
          case CONDITION_WAKE, EVENT_WAKE, LATCH_PASS, BARRIER_PASS, FUTURE_GET, QUEUE_JOIN ->
              Operation.AWAIT;
          default -> null;
        };
    if (operation == null) {
      return;
    }
    Counted counted = counted(object, operation);
    counted.obtained++;
    counted.contended += waited(seq) ? 1 : 0;
  }

  /** Whether there was a slice in which the thread waited for what this event gave it. */
  private boolean waited(int seq) {
    for (long at : cuts().headSet(Math.min(t(seq), end))) {
      List<Waiting> waiting = new ArrayList<>();
      state(trace.thread(seq), at, lastUntil(at), waiting);
      for (Waiting wait : waiting) {
        if (wait.object() == trace.object(seq) && endOf(wait) == seq) {
          return true;
        }
      }
    }
    return false;
  }

  private int endOf(Waiting wait) {
    int result = resultOf(wait.request());
    boolean forLock = wait.object() != trace.object(wait.request());
    return forLock ? acquireAfter(result) : result;
  }
}
