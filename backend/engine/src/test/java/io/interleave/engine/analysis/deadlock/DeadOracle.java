package io.interleave.engine.analysis.deadlock;

import io.interleave.engine.event.Kind;
import io.interleave.engine.event.LockValue;
import io.interleave.engine.event.ObjectInfo;
import io.interleave.engine.event.ObjectType;
import io.interleave.engine.event.Trace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Who can never go on after the first so many events, by the definition: of all sets of waiting
 * threads, those of which no member's wait can be ended from outside. Everything is worked out anew
 * from the events, for each question.
 */
final class DeadOracle {

  private final Trace trace;
  private final int to;
  private final Set<Integer> alive = new HashSet<>();
  // By thread: the event with which it waits.
  private final Map<Integer, Integer> waits = new TreeMap<>();
  private final Map<Integer, Need> needs = new HashMap<>();
  // Something may have been left out of the trace that ends the wait.
  private boolean guessed;

  DeadOracle(Trace trace, int to) {
    this.trace = trace;
    this.to = to;
    Set<Integer> ended = new HashSet<>();
    for (int seq = 1; seq <= to; seq++) {
      int thread = trace.thread(seq);
      if (trace.kind(seq) == Kind.THREAD_CREATE) {
        alive.add((int) trace.value(seq));
      }
      alive.add(thread);
      if (trace.kind(seq) == Kind.THREAD_END) {
        ended.add(thread);
      }
    }
    alive.removeAll(ended);
    for (int thread : alive) {
      int last = last(thread, to);
      if (last == 0) {
        continue;
      }
      int before = last(thread, last - 1);
      if (trace.kind(last) == Kind.LOCK_RELEASE
          && before != 0
          && trace.kind(before) == Kind.CONDITION_WAIT) {
        waits.put(thread, before);
      } else if (waitsForOthers(last)) {
        waits.put(thread, last);
      }
    }
  }

  private int last(int thread, int upTo) {
    for (int seq = upTo; seq > 0; seq--) {
      if (trace.thread(seq) == thread) {
        return seq;
      }
    }
    return 0;
  }

  private boolean waitsForOthers(int seq) {
    return switch (trace.kind(seq)) {
      case LOCK_REQUEST,
          SEMAPHORE_REQUEST,
          EVENT_WAIT,
          LATCH_AWAIT,
          BARRIER_AWAIT,
          QUEUE_PUT_REQUEST,
          QUEUE_TAKE_REQUEST,
          QUEUE_JOIN_REQUEST,
          THREAD_JOIN_REQUEST,
          FUTURE_GET_REQUEST,
          THREAD_PARK ->
          !trace.timed(seq);
      default -> false;
    };
  }

  Set<Integer> alive() {
    return alive;
  }

  boolean isGuessed() {
    return guessed;
  }

  /** The union of all dead sets, which is one. */
  Set<Integer> dead() {
    List<Integer> threads = new ArrayList<>(waits.keySet());
    Set<Integer> dead = new HashSet<>();
    for (int bits = 1; bits < 1 << threads.size(); bits++) {
      Set<Integer> set = new HashSet<>();
      for (int i = 0; i < threads.size(); i++) {
        if ((bits >> i & 1) == 1) {
          set.add(threads.get(i));
        }
      }
      if (set.stream().noneMatch(thread -> endsFromOutside(thread, set))) {
        dead.addAll(set);
      }
    }
    return dead;
  }

  /**
   * What would end a wait.
   *
   * @param met nothing more
   * @param anyone any thread, if the rest is given too
   * @param all these, all of them
   * @param any one of these; null where nobody in particular is needed
   */
  private record Need(boolean met, boolean anyone, Set<Integer> all, Set<Integer> any) {}

  private boolean endsFromOutside(int thread, Set<Integer> set) {
    Set<Integer> outside = new HashSet<>(alive);
    outside.removeAll(set);
    Need need = needs.computeIfAbsent(thread, this::need);
    return need.met
        || ((!need.anyone || !outside.isEmpty())
            && outside.containsAll(need.all)
            && (need.any == null || need.any.stream().anyMatch(outside::contains)));
  }

  private Need anyone(boolean met) {
    return new Need(met, true, Set.of(), null);
  }

  private Need need(int thread) {
    int wait = waits.get(thread);
    int object = trace.object(wait);
    long value = trace.value(wait);
    ObjectInfo info = object == 0 ? null : trace.objects().get(object);
    boolean interrupted = pending(thread, Kind.THREAD_INTERRUPT);
    if (trace.kind(wait) != Kind.CONDITION_WAIT && interrupted) {
      return anyone(true);
    }
    return switch (trace.kind(wait)) {
      case LOCK_REQUEST -> {
        Set<Integer> holders = inTheWay(object, thread, LockValue.unpack(value).read());
        boolean owned = info.type() != ObjectType.LOCK;
        yield new Need(holders.isEmpty(), !owned, owned ? holders : Set.of(), null);
      }
      case CONDITION_WAIT -> {
        boolean woken = trace.timed(wait) || interrupted || signalled(thread, object);
        yield new Need(false, !woken, inTheWay(info.parent(), thread, false), null);
      }
      case THREAD_JOIN_REQUEST ->
          new Need(!alive.contains((int) value), false, Set.of((int) value), null);
      case THREAD_PARK -> anyone(pending(thread, Kind.THREAD_UNPARK));
      case SEMAPHORE_REQUEST -> anyone(permits(object) >= value);
      case EVENT_WAIT -> anyone(isSet(object, wait));
      case LATCH_AWAIT -> anyone(counted(object) >= info.initial());
      case BARRIER_AWAIT -> anyone(opens(object));
      case QUEUE_PUT_REQUEST -> anyone(info.capacity() == null || size(object) < info.capacity());
      case QUEUE_TAKE_REQUEST -> anyone(size(object) > 0);
      case QUEUE_JOIN_REQUEST ->
          anyone(count(Kind.QUEUE_PUT, object) == count(Kind.QUEUE_DONE, object));
      case FUTURE_GET_REQUEST -> happened(Kind.FUTURE_COMPLETE, object) ? anyone(true) : runs(info);
      default -> throw new AssertionError(trace.get(wait));
    };
  }

  private int count(Kind kind, int object) {
    int count = 0;
    for (int seq = 1; seq <= to; seq++) {
      count += trace.kind(seq) == kind && trace.object(seq) == object ? 1 : 0;
    }
    return count;
  }

  private boolean happened(Kind kind, int object) {
    return count(kind, object) > 0;
  }

  /** Whether a signal to a thread, of this kind, may still be there. */
  private boolean pending(int thread, Kind kind) {
    int left = 0;
    for (int seq = 1; seq <= to; seq++) {
      if (trace.kind(seq) == kind && trace.value(seq) == thread) {
        left++;
      }
      boolean taken =
          trace.thread(seq) == thread
              && (kind == Kind.THREAD_UNPARK
                  ? trace.kind(seq) == Kind.THREAD_RESUME
                  : trace.cause(seq) != 0 && trace.kind(trace.cause(seq)) == kind);
      if (taken && left > 0) {
        left = left > 1 ? 1 : 0;
      }
    }
    guessed |= left > 0;
    return left > 0;
  }

  private Set<Integer> inTheWay(int lock, int thread, boolean reading) {
    boolean primitive = trace.objects().get(lock).type() == ObjectType.LOCK;
    Map<Integer, Integer> writers = new HashMap<>();
    Map<Integer, Integer> readers = new HashMap<>();
    for (int seq = 1; seq <= to; seq++) {
      if (trace.object(seq) != lock) {
        continue;
      }
      LockValue value = LockValue.unpack(trace.value(seq));
      if (trace.kind(seq) == Kind.LOCK_ACQUIRE) {
        (value.read() ? readers : writers).put(trace.thread(seq), value.holds());
      } else if (trace.kind(seq) == Kind.LOCK_RELEASE && primitive) {
        writers.clear();
      } else if (trace.kind(seq) == Kind.LOCK_RELEASE) {
        (value.read() ? readers : writers).put(trace.thread(seq), value.holds());
      }
    }
    writers.values().removeIf(holds -> holds == 0);
    readers.values().removeIf(holds -> holds == 0);
    if (writers.containsKey(thread) && !primitive) {
      return Set.of();
    }
    Set<Integer> inTheWay = new HashSet<>(writers.keySet());
    if (!reading) {
      inTheWay.addAll(readers.keySet());
    }
    return inTheWay;
  }

  /** Whether a signal was sent to a thread that waits on a condition. */
  private boolean signalled(int thread, int condition) {
    List<Integer> waiters = new ArrayList<>();
    Set<Integer> signalled = new HashSet<>();
    for (int seq = 1; seq <= to; seq++) {
      if (trace.object(seq) != condition) {
        continue;
      }
      int doer = trace.thread(seq);
      switch (trace.kind(seq)) {
        case CONDITION_WAIT -> waiters.add(doer);
        case CONDITION_SIGNAL -> {
          if (!waiters.isEmpty()) {
            signalled.add(waiters.removeFirst());
          }
        }
        case CONDITION_SIGNAL_ALL -> {
          signalled.addAll(waiters);
          waiters.clear();
        }
        case CONDITION_WAKE -> {
          waiters.remove((Integer) doer);
          boolean unused = signalled.remove(doer) && trace.value(seq) != 0;
          if (unused && !waiters.isEmpty()) {
            signalled.add(waiters.removeFirst());
          }
        }
        default -> {}
      }
    }
    return signalled.contains(thread);
  }

  private long permits(int semaphore) {
    long permits = trace.objects().get(semaphore).initial();
    for (int seq = 1; seq <= to; seq++) {
      if (trace.object(seq) == semaphore) {
        permits +=
            switch (trace.kind(seq)) {
              case SEMAPHORE_RELEASE -> trace.value(seq);
              case SEMAPHORE_ACQUIRE -> -trace.value(seq);
              default -> 0;
            };
      }
    }
    return permits;
  }

  private boolean isSet(int event, int wait) {
    boolean auto = trace.objects().get(event).capacity() != null;
    boolean set = false;
    boolean setSince = false;
    for (int seq = 1; seq <= to; seq++) {
      if (trace.object(seq) == event) {
        switch (trace.kind(seq)) {
          case EVENT_SET -> {
            set = true;
            setSince |= seq > wait;
          }
          case EVENT_CLEAR -> set = false;
          case EVENT_WAKE -> set &= !auto;
          default -> {}
        }
      }
    }
    return set || (setSince && !auto);
  }

  private long counted(int latch) {
    return count(Kind.LATCH_COUNTDOWN, latch);
  }

  private boolean opens(int barrier) {
    long parties = trace.objects().get(barrier).initial();
    long trips = count(Kind.BARRIER_TRIP, barrier);
    if (happened(Kind.BARRIER_BREAK, barrier)) {
      guessed = true;
      return true;
    }
    boolean letGo = trips * parties > count(Kind.BARRIER_PASS, barrier);
    return letGo || count(Kind.BARRIER_AWAIT, barrier) - trips * parties >= parties;
  }

  private long size(int queue) {
    return count(Kind.QUEUE_PUT, queue) - count(Kind.QUEUE_TAKE, queue);
  }

  private Need runs(ObjectInfo future) {
    int worker = 0;
    for (int seq = 1; seq <= to; seq++) {
      if (trace.object(seq) == future.parent() && trace.value(seq) == future.initial()) {
        worker =
            switch (trace.kind(seq)) {
              case TASK_START -> trace.thread(seq);
              case TASK_END, TASK_FAIL -> 0;
              default -> worker;
            };
      }
    }
    if (worker != 0) {
      return new Need(false, false, Set.of(worker), null);
    }
    Set<Integer> workers = new HashSet<>(alive);
    workers.removeIf(thread -> trace.threads().get(thread).pool() != future.parent());
    boolean grows = workers.size() < trace.objects().get(future.parent()).capacity();
    return new Need(false, false, Set.of(), grows ? alive : workers);
  }
}
