package io.interleave.engine.analysis.blocking;

import io.interleave.engine.event.Kind;
import io.interleave.engine.event.LockValue;
import io.interleave.engine.event.ObjectType;
import io.interleave.engine.event.ThreadState;
import io.interleave.engine.event.Trace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who holds what and who waits for what after the events that were read, with no look ahead.
 *
 * <p>A thread holds a semaphore while it took more permits than it gave back since it last had
 * none: permits have no owner, but a program mostly treats them as if they had. A plain lock is
 * given back by whoever releases it. Reads events once, in order, each in O(1). Not thread-safe.
 */
public final class Blocking {

  private static final class Holding {
    final Holder holder;
    // Of a lock, how often for reading and for writing; of a semaphore, permits for writing.
    long read;
    long write;

    Holding(Holder holder) {
      this.holder = holder;
    }
  }

  private final Trace trace;
  // By object and thread, the longest holding first.
  private final Map<Integer, Map<Integer, Holding>> holdings = new HashMap<>();
  // By object and thread: the requests, the first asked first.
  private final Map<Integer, Map<Integer, Integer>> waiters = new HashMap<>();
  // By thread, the event that its state follows from.
  private int[] since = new int[16];
  private int last;

  public Blocking(Trace trace) {
    this.trace = trace;
  }

  /** The state after some event. */
  public static Blocking after(Trace trace, int seq) {
    Blocking blocking = new Blocking(trace);
    blocking.readTo(seq);
    return blocking;
  }

  /** Reads on to an event, inclusive. */
  public void readTo(int seq) {
    while (last < seq) {
      event(last + 1);
    }
  }

  /** Reads the next event. */
  public void event(int seq) {
    last = seq;
    int thread = trace.thread(seq);
    Kind kind = trace.kind(seq);
    if (kind == Kind.THREAD_NEW || kind == Kind.THREAD_CREATE) {
      since((int) trace.value(seq), seq);
    }
    // Giving the lock back is part of waiting for its condition.
    int before = sinceOf(thread);
    boolean partOfWait =
        kind == Kind.LOCK_RELEASE && before != 0 && trace.kind(before) == Kind.CONDITION_WAIT;
    if (!partOfWait) {
      if (before != 0 && trace.object(before) != 0 && waits(trace.kind(before))) {
        waitersOf(trace.object(before)).remove(thread);
      }
      since(thread, seq);
      if (trace.object(seq) != 0 && waits(kind)) {
        waitersOf(trace.object(seq)).put(thread, seq);
      }
    }
    switch (kind) {
      case LOCK_ACQUIRE, LOCK_RELEASE -> lock(seq, thread, kind == Kind.LOCK_RELEASE);
      case SEMAPHORE_ACQUIRE -> permits(seq, thread, trace.value(seq));
      case SEMAPHORE_RELEASE -> permits(seq, thread, -trace.value(seq));
      default -> {}
    }
  }

  private void lock(int seq, int thread, boolean released) {
    int object = trace.object(seq);
    LockValue value = LockValue.unpack(trace.value(seq));
    Map<Integer, Holding> held = holdingsOf(object);
    if (released && trace.objects().get(object).type() == ObjectType.LOCK) {
      held.clear();
      return;
    }
    Holding holding = held.computeIfAbsent(thread, _ -> new Holding(new Holder(thread, seq)));
    if (value.read()) {
      holding.read = value.holds();
    } else {
      holding.write = value.holds();
    }
    if (holding.read == 0 && holding.write == 0) {
      held.remove(thread);
    }
  }

  private void permits(int seq, int thread, long more) {
    Map<Integer, Holding> held = holdingsOf(trace.object(seq));
    Holding holding = held.computeIfAbsent(thread, _ -> new Holding(new Holder(thread, seq)));
    holding.write += more;
    if (holding.write <= 0) {
      held.remove(thread);
    }
  }

  private static boolean waits(Kind kind) {
    ThreadState state = kind.stateAfter();
    return state == ThreadState.BLOCKED || state == ThreadState.WAITING;
  }

  private void since(int thread, int seq) {
    if (thread >= since.length) {
      since = Arrays.copyOf(since, Math.max(thread + 1, since.length * 2));
    }
    since[thread] = seq;
  }

  private int sinceOf(int thread) {
    return thread < since.length ? since[thread] : 0;
  }

  private Map<Integer, Holding> holdingsOf(int object) {
    return holdings.computeIfAbsent(object, _ -> new LinkedHashMap<>());
  }

  private Map<Integer, Integer> waitersOf(int object) {
    return waiters.computeIfAbsent(object, _ -> new LinkedHashMap<>());
  }

  /** The threads that have a lock, or permits of a semaphore, the longest first. */
  public List<Holder> holders(int object) {
    return holdings.getOrDefault(object, Map.of()).values().stream().map(h -> h.holder).toList();
  }

  /** Whether a thread has a lock, or permits of a semaphore. */
  public boolean holds(int object, int thread) {
    return holdings.getOrDefault(object, Map.of()).containsKey(thread);
  }

  /** The requests by which threads wait for an object, in the order in which they asked. */
  public List<Integer> waiting(int object) {
    return List.copyOf(waiters.getOrDefault(object, Map.of()).values());
  }

  /** Whether a thread waits for something that others have or do. */
  public boolean isWaiting(int thread) {
    int seq = sinceOf(thread);
    return seq != 0 && trace.thread(seq) == thread && waits(trace.kind(seq));
  }

  /**
   * From a thread along "waits for" to one that waits for nobody, or round to where it has been.
   */
  public Chain chain(int thread) {
    List<Link> links = new ArrayList<>();
    int at = thread;
    while (at != 0 && sinceOf(at) != 0) {
      int next = at;
      if (links.stream().anyMatch(link -> link.thread() == next)) {
        return new Chain(links, true);
      }
      Link link = link(at);
      links.add(link);
      at = waitsFor(at);
    }
    return new Chain(links, false);
  }

  private Link link(int thread) {
    int seq = sinceOf(thread);
    Kind kind = trace.kind(seq);
    if (trace.thread(seq) != thread) {
      ThreadState state = kind == Kind.THREAD_NEW ? ThreadState.NEW : ThreadState.READY;
      return new Link(thread, state, 0, 0);
    }
    return waits(kind)
        ? new Link(thread, kind.stateAfter(), seq, trace.object(seq))
        : new Link(thread, kind.stateAfter(), 0, 0);
  }

  /**
   * The thread that must do something before this one goes on: of several holders the one that has
   * it longest; 0 if it does not wait, or nobody is known.
   */
  public int waitsFor(int thread) {
    if (!isWaiting(thread)) {
      return 0;
    }
    int seq = sinceOf(thread);
    if (trace.kind(seq) == Kind.THREAD_JOIN_REQUEST) {
      return (int) trace.value(seq);
    }
    Map<Integer, Holding> held = holdings.get(trace.object(seq));
    return held == null ? 0 : firstOther(held.keySet(), thread);
  }

  private static int firstOther(Collection<Integer> threads, int thread) {
    for (int other : threads) {
      if (other != thread) {
        return other;
      }
    }
    return 0;
  }
}
