package io.interleave.engine.analysis.deadlock;

import io.interleave.engine.analysis.Analysis;
import io.interleave.engine.analysis.Close;
import io.interleave.engine.event.Finding;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.LockValue;
import io.interleave.engine.event.ObjectType;
import io.interleave.engine.event.Trace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds cycles of threads that hold locks and wait for each other's, as their last request closes
 * them (the waits-for graph of Coffman, Elphick and Shoshani, "System Deadlocks", 1971).
 *
 * <p>Every prefix of a trace is a state that the run could have been in, so a cycle of untimed
 * requests in a prefix is a deadlock: each thread's next step needs a release that comes after
 * another's next step. Attempts that give up by themselves are no part of one. Reads events once,
 * in order; a request costs the length of the chain behind it. Not thread-safe.
 */
public final class Deadlocks extends Analysis {

  /** How often a thread holds a lock, for reading and for writing. */
  private record Holds(int read, int write) {
    static final Holds NONE = new Holds(0, 0);

    Holds with(LockValue value) {
      return value.read() ? new Holds(value.holds(), write) : new Holds(read, value.holds());
    }
  }

  // By lock: the holds of each holder.
  private final Map<Integer, Map<Integer, Holds>> holders = new HashMap<>();
  // By thread: the seq of the event since which it waits.
  private final TreeMap<Integer, Integer> waits = new TreeMap<>();
  private final Set<Integer> deadlocked = new HashSet<>();

  public Deadlocks(Trace trace) {
    super(trace);
  }

  @Override
  protected void event(int seq) {
    int thread = trace.thread(seq);
    Kind kind = trace.kind(seq);
    if (kind.beginsWait()) {
      waits.put(thread, seq);
    } else if (!givesLockBack(seq)) {
      waits.remove(thread);
    }
    switch (kind) {
      case LOCK_ACQUIRE -> acquire(trace.object(seq), thread, LockValue.unpack(trace.value(seq)));
      case LOCK_RELEASE -> release(trace.object(seq), thread, LockValue.unpack(trace.value(seq)));
      case LOCK_REQUEST -> {
        List<Integer> cycle = new ArrayList<>();
        if (closes(thread, thread, cycle, new HashSet<>()) && deadlocked.addAll(cycle)) {
          report(finding(cycle));
        }
      }
      default -> {}
    }
  }

  /** Whether this is the release that a wait on a condition makes: the wait goes on. */
  private boolean givesLockBack(int seq) {
    Integer wait = waits.get(trace.thread(seq));
    return wait != null
        && trace.kind(wait) == Kind.CONDITION_WAIT
        && trace.kind(seq) == Kind.LOCK_RELEASE;
  }

  private void acquire(int lock, int thread, LockValue value) {
    holders
        .computeIfAbsent(lock, key -> new LinkedHashMap<>())
        .compute(thread, (key, own) -> (own == null ? Holds.NONE : own).with(value));
  }

  private void release(int lock, int thread, LockValue value) {
    Map<Integer, Holds> held = holders.getOrDefault(lock, new HashMap<>());
    if (!held.containsKey(thread)) {
      held.clear(); // a primitive lock, released by somebody else
      return;
    }
    held.computeIfPresent(
        thread,
        (key, own) -> {
          Holds after = own.with(value);
          return after.equals(Holds.NONE) ? null : after;
        });
  }

  /**
   * Whether the chain of who waits for whom comes back to its start; then {@code path} is that
   * cycle.
   */
  private boolean closes(int from, int start, List<Integer> path, Set<Integer> seen) {
    Integer request = waits.get(from);
    if (request == null || trace.kind(request) != Kind.LOCK_REQUEST || !seen.add(from)) {
      return false;
    }
    path.add(from);
    for (int holder : inTheWay(from, request)) {
      if (holder == start || closes(holder, start, path, seen)) {
        return true;
      }
    }
    path.removeLast();
    return false;
  }

  /** The threads that must let go before this untimed request can be met. */
  private List<Integer> inTheWay(int thread, int request) {
    LockValue value = LockValue.unpack(trace.value(request));
    Map<Integer, Holds> held = holders.getOrDefault(trace.object(request), Map.of());
    boolean primitive = trace.objects().get(trace.object(request)).type() == ObjectType.LOCK;
    Holds own = held.getOrDefault(thread, Holds.NONE);
    boolean reenters = !primitive && (own.write() > 0 || (value.read() && own.read() > 0));
    if (value.timed() || reenters) {
      return List.of();
    }
    return held.entrySet().stream()
        .filter(holder -> !value.read() || holder.getValue().write() > 0)
        .map(Map.Entry::getKey)
        .toList();
  }

  private Finding finding(List<Integer> cycle) {
    List<Long> events = new ArrayList<>();
    List<Integer> objects = new ArrayList<>();
    StringBuilder message = new StringBuilder();
    for (int i = 0; i < cycle.size(); i++) {
      int request = waits.getOrDefault(cycle.get(i), 0);
      events.add((long) request);
      objects.add(trace.object(request));
      String waiter = threadName(cycle.get(i));
      String holder = threadName(cycle.get((i + 1) % cycle.size()));
      message.append(
          cycle.size() == 1
              ? "%s waits for '%s', which it holds itself. "
                  .formatted(waiter, objectName(trace.object(request)))
              : "%s waits for '%s', which %s holds. "
                  .formatted(waiter, objectName(trace.object(request)), holder));
    }
    message.append(cycle.size() == 1 ? "It can never go on." : "None of them can ever go on.");
    return new Finding(
        "deadlock", Finding.Certainty.OBSERVED, cycle, objects, events, message.toString());
  }

  /** Whether a cycle was found. */
  public boolean found() {
    return !deadlocked.isEmpty();
  }

  @Override
  protected void end(Close how) {
    if (how == Close.STOOD && !found()) {
      report(stall());
    }
  }

  /** That every thread which has not ended waits, and no one is left who could end a wait. */
  private Finding stall() {
    List<Integer> objects = new ArrayList<>();
    List<Long> events = new ArrayList<>();
    StringBuilder message = new StringBuilder();
    waits.forEach(
        (thread, seq) -> {
          events.add((long) seq);
          if (trace.object(seq) != 0) {
            objects.add(trace.object(seq));
          }
          message.append(threadName(thread)).append(" waits ").append(what(seq)).append(". ");
        });
    message.append("No thread is left that could wake any of them.");
    return new Finding(
        "deadlock",
        Finding.Certainty.OBSERVED,
        List.copyOf(waits.keySet()),
        objects,
        events,
        message.toString());
  }

  private String what(int seq) {
    return switch (trace.kind(seq)) {
      case THREAD_JOIN_REQUEST -> "for the end of " + threadName((int) trace.value(seq));
      case THREAD_PARK -> "to be unparked";
      case QUEUE_PUT_REQUEST -> "for room in '" + objectName(trace.object(seq)) + "'";
      case QUEUE_TAKE_REQUEST -> "for an element of '" + objectName(trace.object(seq)) + "'";
      default -> "for '" + objectName(trace.object(seq)) + "'";
    };
  }
}
