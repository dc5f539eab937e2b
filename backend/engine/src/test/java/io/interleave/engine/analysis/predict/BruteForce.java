package io.interleave.engine.analysis.predict;

import io.interleave.engine.event.Event;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.LockValue;
import io.interleave.engine.event.ObjectType;
import io.interleave.engine.event.Trace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tries every order of a small trace's events in which threads do what they did, reads read from
 * where they read, locks exclude, and sections of one lock that exclude each other keep their
 * order; and collects the conflicting accesses that come next side by side. For threads, locks and
 * variables alone.
 */
final class BruteForce {

  private final Trace trace;
  private final Map<Integer, List<Event>> threads = new HashMap<>();
  private final Set<String> visited = new HashSet<>();
  private final Set<List<Integer>> races = new HashSet<>();
  private final List<Integer> variables = new ArrayList<>();
  // The events so far, in the order that is tried.
  private final List<Event> run = new ArrayList<>();

  private BruteForce(Trace trace) {
    this.trace = trace;
    trace.objects().all().stream()
        .filter(object -> object.type() == ObjectType.VARIABLE)
        .forEach(object -> variables.add(object.id()));
    for (int seq = 1; seq <= trace.size(); seq++) {
      threads.computeIfAbsent(trace.thread(seq), key -> new ArrayList<>()).add(trace.get(seq));
    }
  }

  /** The pairs of seqs, the earlier in the trace first. */
  static Set<List<Integer>> races(Trace trace) {
    BruteForce search = new BruteForce(trace);
    int[] positions = new int[trace.threads().last() + 1];
    for (int seq = 1; isBirth(trace.kind(seq)); seq++) { // possible whenever, in the way of nothing
      search.run.add(trace.get(seq));
      positions[trace.thread(seq)]++;
    }
    search.go(positions);
    return search.races;
  }

  private static boolean isBirth(Kind kind) {
    return kind == Kind.THREAD_CREATE || kind == Kind.THREAD_START;
  }

  private void go(int[] positions) {
    StringBuilder state = new StringBuilder();
    for (int position : positions) {
      state.append((char) position);
    }
    for (int variable : variables) {
      state.append((char) lastWrite(variable));
    }
    if (!visited.add(state.toString())) {
      return;
    }
    List<Event> next = new ArrayList<>();
    threads.forEach(
        (thread, events) -> {
          if (positions[thread] < events.size()) {
            next.add(events.get(positions[thread]));
          }
        });
    for (Event one : next) {
      for (Event other : next) {
        if (one.seq() < other.seq() && conflict(one, other)) {
          races.add(List.of((int) one.seq(), (int) other.seq()));
        }
      }
    }
    for (Event event : next) {
      if (isPossible(event)) {
        run.add(event);
        positions[event.thread()]++;
        go(positions);
        positions[event.thread()]--;
        run.removeLast();
      }
    }
  }

  private int lastWrite(int variable) {
    for (int i = run.size() - 1; i >= 0; i--) {
      Event event = run.get(i);
      if (event.object() == variable
          && (event.kind() == Kind.VAR_WRITE || event.kind() == Kind.VAR_UPDATE)) {
        return (int) event.seq();
      }
    }
    return 0;
  }

  private boolean conflict(Event one, Event other) {
    return one.object() == other.object()
        && isAccess(one)
        && isAccess(other)
        && (one.kind() == Kind.VAR_WRITE || other.kind() == Kind.VAR_WRITE);
  }

  private boolean isAccess(Event event) {
    return (event.kind() == Kind.VAR_READ || event.kind() == Kind.VAR_WRITE)
        && trace.objects().get(event.object()).type() == ObjectType.VARIABLE;
  }

  private boolean isPossible(Event event) {
    return switch (event.kind()) {
      case THREAD_START, THREAD_JOIN ->
          event.cause() == 0 || run.stream().anyMatch(each -> each.seq() == event.cause());
      case VAR_READ, VAR_UPDATE -> lastWrite(event.object()) == event.cause();
      case LOCK_ACQUIRE -> isFree(event) && keepsOrder(event);
      case LOCK_FAIL -> !isFree(event);
      default -> true;
    };
  }

  private static boolean read(Event event) {
    return LockValue.unpack(event.value()).read();
  }

  private boolean isFree(Event event) {
    Map<Integer, Boolean> holders = new HashMap<>();
    for (Event each : run) {
      if (each.object() == event.object() && each.kind() == Kind.LOCK_ACQUIRE) {
        holders.put(each.thread(), read(each));
      } else if (each.object() == event.object() && each.kind() == Kind.LOCK_RELEASE) {
        holders.remove(each.thread());
      }
    }
    return read(event) ? !holders.containsValue(false) : holders.isEmpty();
  }

  private boolean keepsOrder(Event event) {
    return run.stream()
        .noneMatch(
            each ->
                each.kind() == Kind.LOCK_ACQUIRE
                    && each.object() == event.object()
                    && each.seq() > event.seq()
                    && !(read(each) && read(event)));
  }
}
