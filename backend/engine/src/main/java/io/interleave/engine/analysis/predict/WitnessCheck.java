package io.interleave.engine.analysis.predict;

import io.interleave.engine.event.Finding;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.LockValue;
import io.interleave.engine.event.ObjectInfo;
import io.interleave.engine.event.ObjectType;
import io.interleave.engine.event.Trace;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Plays a witness through a model of every object, and knows nothing of how it was found: each of
 * its events must be possible after those before it, in the order of the trace.
 *
 * <p>Attempts that fail, and waits that end by themselves, must find their object after the same
 * changes as in the trace.
 */
final class WitnessCheck {

  /** Who holds a lock how often. */
  private static final class Holders {
    final Map<Integer, Integer> reading = new HashMap<>();
    final Map<Integer, Integer> writing = new HashMap<>();

    boolean isFree(int thread, boolean read, boolean reentrant) {
      Set<Integer> others = new HashSet<>(writing.keySet());
      if (!read) {
        others.addAll(reading.keySet());
      }
      if (reentrant && (writing.containsKey(thread) || read)) {
        others.remove(thread);
      }
      return others.isEmpty();
    }
  }

  private final Trace trace;
  // By thread: how far it goes; where it is.
  private final int[] goal;
  private final int[] last;
  private final Set<Integer> created = new HashSet<>(Set.of(1));
  private final Map<Integer, Holders> locks = new HashMap<>();
  // By object: permits of a semaphore, count of a latch, arrivals at a barrier.
  private final Map<Integer, Long> counts = new HashMap<>();
  private final Map<Integer, ArrayDeque<Integer>> elements = new HashMap<>();
  // By queue: the elements that were put and are not reported done.
  private final Map<Integer, Long> unfinished = new HashMap<>();
  private final Map<Integer, Integer> written = new HashMap<>();
  private final Set<Integer> completed = new HashSet<>();
  // By object: the number of its changes in the trace, and in the witness.
  private final int[] changes;
  private final int[] played;

  private WitnessCheck(Trace trace, List<Finding.Prefix> witness) {
    this.trace = trace;
    goal = new int[trace.threads().last() + 1];
    last = new int[goal.length];
    changes = new int[trace.objects().last() + 1];
    played = new int[changes.length];
    for (Finding.Prefix prefix : witness) {
      goal[prefix.thread()] = (int) prefix.seq();
    }
  }

  /** Whether these prefixes are a run after which both accesses come next. */
  static boolean shows(Trace trace, List<Finding.Prefix> witness, int one, int other) {
    WitnessCheck check = new WitnessCheck(trace, witness);
    return check.conflict(one, other) && check.plays(Math.max(one, other), one, other);
  }

  private boolean conflict(int one, int other) {
    return trace.thread(one) != trace.thread(other)
        && trace.object(one) == trace.object(other)
        && isAccess(one)
        && isAccess(other)
        && (trace.kind(one) == Kind.VAR_WRITE || trace.kind(other) == Kind.VAR_WRITE);
  }

  private boolean isAccess(int seq) {
    return (trace.kind(seq) == Kind.VAR_READ || trace.kind(seq) == Kind.VAR_WRITE)
        && trace.objects().get(trace.object(seq)).type() == ObjectType.VARIABLE;
  }

  private boolean plays(int end, int one, int other) {
    int[] nextOf = new int[goal.length];
    for (int seq = 1; seq <= end; seq++) {
      int thread = trace.thread(seq);
      if (seq > goal[thread]) {
        nextOf[thread] = nextOf[thread] == 0 ? seq : nextOf[thread];
      } else if (!play(seq)) {
        return false;
      } else {
        last[thread] = seq;
        played[trace.object(seq)] += isChange(trace.kind(seq)) ? 1 : 0;
      }
      changes[trace.object(seq)] += isChange(trace.kind(seq)) ? 1 : 0;
    }
    for (int thread = 1; thread < goal.length; thread++) {
      if (last[thread] != goal[thread]) {
        return false; // it does not end in an event of that thread
      }
    }
    return nextOf[trace.thread(one)] == one && nextOf[trace.thread(other)] == other;
  }

  private static boolean isChange(Kind kind) {
    return switch (kind) {
      case LOCK_ACQUIRE,
          LOCK_RELEASE,
          SEMAPHORE_ACQUIRE,
          SEMAPHORE_RELEASE,
          CONDITION_WAIT,
          CONDITION_SIGNAL,
          CONDITION_SIGNAL_ALL,
          CONDITION_WAKE,
          EVENT_SET,
          EVENT_CLEAR,
          EVENT_WAKE,
          LATCH_COUNTDOWN,
          BARRIER_AWAIT,
          BARRIER_TRIP,
          BARRIER_BREAK,
          QUEUE_PUT,
          QUEUE_TAKE,
          QUEUE_DONE,
          FUTURE_COMPLETE,
          ADDER_ADD ->
          true;
      default -> false;
    };
  }

  private boolean isPlayed(int seq) {
    return seq <= last[trace.thread(seq)];
  }

  private boolean play(int seq) {
    int thread = trace.thread(seq);
    int object = trace.object(seq);
    int cause = trace.cause(seq);
    Kind kind = trace.kind(seq);
    boolean taking = kind == Kind.LOCK_ACQUIRE;
    if (!created.contains(thread) && kind == Kind.THREAD_START && cause == 0) {
      created.add(thread); // it was there from the beginning
    }
    if (!taking && cause != 0 && !isPlayed(cause)) {
      return false;
    }
    return switch (kind) {
      case THREAD_CREATE -> created.add((int) trace.value(seq));
      case THREAD_START -> created.contains(thread);
      case LOCK_ACQUIRE -> acquire(object, thread, LockValue.unpack(trace.value(seq)));
      case LOCK_RELEASE -> release(object, thread, LockValue.unpack(trace.value(seq)));
      case SEMAPHORE_ACQUIRE -> count(object, -trace.value(seq)) >= 0;
      case SEMAPHORE_RELEASE -> count(object, trace.value(seq)) <= capacity(object);
      case LATCH_COUNTDOWN -> Math.max(0, count(object, -1)) == trace.value(seq);
      case LATCH_OPEN, LATCH_PASS -> count(object, 0) <= 0;
      case QUEUE_PUT -> {
        unfinished.merge(object, 1L, Long::sum);
        elements(object).addLast(seq);
        yield elements(object).size() == trace.value(seq)
            && elements(object).size() <= capacity(object);
      }
      case QUEUE_TAKE ->
          Objects.equals(elements(object).pollFirst(), cause)
              && elements(object).size() == trace.value(seq);
      case QUEUE_DONE -> unfinished.merge(object, -1L, Long::sum) == trace.value(seq);
      case QUEUE_JOIN -> unfinished.getOrDefault(object, 0L) == 0;
      case VAR_READ, VAR_CAS_FAIL -> written.getOrDefault(object, 0) == cause;
      case VAR_UPDATE -> {
        boolean same = written.getOrDefault(object, 0) == cause;
        written.put(object, seq);
        yield same;
      }
      case VAR_WRITE -> {
        written.put(object, seq);
        yield true;
      }
      case FUTURE_COMPLETE -> completed.add(object);
      case FUTURE_GET -> completed.contains(object);
      case LOCK_FAIL,
          SEMAPHORE_FAIL,
          EVENT_WAKE,
          EVENT_FAIL,
          LATCH_FAIL,
          BARRIER_TRIP,
          BARRIER_BREAK,
          BARRIER_PASS,
          BARRIER_FAIL,
          QUEUE_PUT_FAIL,
          QUEUE_TAKE_FAIL,
          QUEUE_JOIN_FAIL,
          FUTURE_GET_FAIL,
          CONDITION_SIGNAL,
          CONDITION_SIGNAL_ALL,
          CONDITION_WAKE,
          ADDER_SUM ->
          changes[object] == played[object];
      default -> true;
    };
  }

  private boolean acquire(int lock, int thread, LockValue value) {
    Holders holders = locks.computeIfAbsent(lock, key -> new Holders());
    boolean reentrant = trace.objects().get(lock).type() != ObjectType.LOCK;
    boolean free = holders.isFree(thread, value.read(), reentrant);
    (value.read() ? holders.reading : holders.writing).put(thread, value.holds());
    return free;
  }

  private boolean release(int lock, int thread, LockValue value) {
    Holders holders = locks.computeIfAbsent(lock, key -> new Holders());
    Map<Integer, Integer> holds = value.read() ? holders.reading : holders.writing;
    if (trace.objects().get(lock).type() == ObjectType.LOCK) {
      boolean held = !holds.isEmpty();
      holds.clear();
      return held;
    }
    boolean held = holds.containsKey(thread);
    if (value.holds() == 0) {
      holds.remove(thread);
    } else {
      holds.put(thread, value.holds());
    }
    return held;
  }

  private long count(int object, long by) {
    ObjectInfo info = trace.objects().get(object);
    return counts.merge(
        object, Objects.requireNonNullElse(info.initial(), 0L) + by, (a, b) -> a + by);
  }

  private long capacity(int object) {
    return Objects.requireNonNullElse(trace.objects().get(object).capacity(), Long.MAX_VALUE);
  }

  private ArrayDeque<Integer> elements(int queue) {
    return elements.computeIfAbsent(queue, key -> new ArrayDeque<>());
  }
}
