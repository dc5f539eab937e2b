package io.interleave.scenario;

import io.interleave.engine.event.Event;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.ObjectType;
import io.interleave.scenario.Runs.Run;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What can be seen in a trace, told from its events alone. */
public final class Phenomena {

  private Phenomena() {}

  private record Access(int thread, int object) {}

  /** Writes that put something over a value which their thread had not read. */
  public static List<Event> lostUpdates(Run run) {
    List<Event> lost = new ArrayList<>();
    Map<Access, Long> lastRead = new HashMap<>();
    Map<Integer, Long> lastWrite = new HashMap<>();
    for (Event event : run.events()) {
      if (event.object() == 0
          || run.trace().objects().get(event.object()).type() == ObjectType.ATOMIC) {
        continue; // who looks at an atomic and sets it later need not mean to add to it
      }
      Access access = new Access(event.thread(), event.object());
      if (event.kind() == Kind.VAR_READ) {
        lastRead.put(access, event.cause());
      } else if (event.kind() == Kind.VAR_WRITE) {
        long current = lastWrite.getOrDefault(event.object(), 0L);
        if (lastRead.containsKey(access) && lastRead.get(access) != current) {
          lost.add(event);
        }
        lastWrite.put(event.object(), event.seq());
      }
    }
    return lost;
  }

  /**
   * Two reads of the same write by different threads before either writes, somewhere in the trace.
   */
  public static boolean sameValueReadTwice(Run run) {
    Map<Integer, Set<Integer>> readersSinceWrite = new HashMap<>();
    for (Event event : run.events()) {
      if (event.kind() == Kind.VAR_READ) {
        Set<Integer> readers =
            readersSinceWrite.computeIfAbsent(event.object(), object -> new HashSet<>());
        readers.add(event.thread());
        if (readers.size() > 1) {
          return true;
        }
      } else if (event.kind() == Kind.VAR_WRITE) {
        readersSinceWrite.remove(event.object());
      }
    }
    return false;
  }

  /** The threads of a circle of waiting at the end of the trace; empty if there is none. */
  public static Set<Integer> waitsForCycle(Run run) {
    Map<Integer, Integer> holder = new HashMap<>();
    Map<Integer, Integer> wanted = new HashMap<>();
    for (Event event : run.events()) {
      switch (event.kind()) {
        case LOCK_REQUEST -> wanted.put(event.thread(), event.object());
        case LOCK_ACQUIRE -> {
          wanted.remove(event.thread());
          holder.put(event.object(), event.thread());
        }
        case LOCK_FAIL -> wanted.remove(event.thread());
        case LOCK_RELEASE -> holder.remove(event.object());
        default -> {}
      }
    }
    for (Integer start : wanted.keySet()) {
      Set<Integer> path = new HashSet<>();
      Integer at = start;
      while (at != null && path.add(at)) {
        Integer lock = wanted.get(at);
        at = lock == null ? null : holder.get(lock);
      }
      if (start.equals(at)) {
        return path;
      }
    }
    return Set.of();
  }

  /** The most threads that hold a lock at the same time, whichever lock. */
  public static int mostHolders(Run run) {
    return most(run, Kind.LOCK_ACQUIRE, Kind.LOCK_RELEASE);
  }

  /** The most threads in input or output at the same time. */
  public static int mostInIo(Run run) {
    return most(run, Kind.IO_BEGIN, Kind.IO_END);
  }

  /** The most permits that are out at the same time. */
  public static int mostPermitsOut(Run run) {
    return most(run, Kind.SEMAPHORE_ACQUIRE, Kind.SEMAPHORE_RELEASE);
  }

  private static int most(Run run, Kind in, Kind out) {
    int inside = 0;
    int most = 0;
    for (Event event : run.events()) {
      if (event.kind() == in) {
        inside++;
      } else if (event.kind() == out) {
        inside--;
      }
      most = Math.max(most, inside);
    }
    return most;
  }

  /** The greatest depth of a queue. */
  public static long deepest(Run run) {
    return run.events().stream()
        .filter(event -> event.kind() == Kind.QUEUE_PUT)
        .mapToLong(Event::value)
        .max()
        .orElse(0);
  }

  /** Results of this kind that had to wait for the event which is their cause. */
  public static List<Event> waited(Run run, Kind result, Kind cause) {
    return run.events().stream()
        .filter(event -> event.kind() == result && event.cause() != 0)
        .filter(event -> run.trace().kind((int) event.cause()) == cause)
        .toList();
  }

  public static List<Event> ofKind(Run run, Kind kind) {
    return run.events().stream().filter(event -> event.kind() == kind).toList();
  }

  /** The notes of a run, in its order. */
  public static List<String> notes(Run run) {
    return ofKind(run, Kind.NOTE).stream()
        .map(note -> run.trace().strings().get((int) note.value()))
        .toList();
  }

  /** The names of the threads that did this, each once. */
  public static Set<String> doers(Run run, Kind kind) {
    Map<String, Boolean> names = new LinkedHashMap<>();
    for (Event event : ofKind(run, kind)) {
      names.put(run.trace().threads().get(event.thread()).name(), true);
    }
    return names.keySet();
  }

  /** What the same thread did next; empty if that was its last. */
  public static Optional<Event> next(Run run, Event event) {
    return run.events().stream()
        .filter(later -> later.seq() > event.seq() && later.thread() == event.thread())
        .findFirst();
  }

  /** What the same thread did next of one kind; empty if it did not. */
  public static Optional<Event> next(Run run, Event event, Kind kind) {
    return ofKind(run, kind).stream()
        .filter(later -> later.seq() > event.seq() && later.thread() == event.thread())
        .findFirst();
  }

  /** What was done to objects of this name. */
  public static List<Event> on(Run run, String object, Kind kind) {
    return ofKind(run, kind).stream()
        .filter(event -> run.trace().objects().get(event.object()).name().equals(object))
        .toList();
  }

  /** The names of the threads that began and did not end. */
  public static Set<String> unended(Run run) {
    Set<String> names = new HashSet<>(doers(run, Kind.THREAD_START));
    names.removeAll(doers(run, Kind.THREAD_END));
    return names;
  }

  /** The looks of threads that were woken from a condition and did not find what they wait for. */
  public static List<Event> wokenInVain(Run run) {
    return ofKind(run, Kind.CONDITION_WAKE).stream()
        .flatMap(wake -> next(run, wake, Kind.VAR_READ).stream())
        .filter(look -> look.value() < 1)
        .toList();
  }

  /** The names of the locks that a thread has after an event. */
  public static Set<String> heldBy(Run run, String thread, long seq) {
    Set<String> held = new HashSet<>();
    for (Event event : run.events()) {
      if (event.seq() <= seq && run.trace().threads().get(event.thread()).name().equals(thread)) {
        if (event.kind() == Kind.LOCK_ACQUIRE) {
          held.add(run.trace().objects().get(event.object()).name());
        } else if (event.kind() == Kind.LOCK_RELEASE) {
          held.remove(run.trace().objects().get(event.object()).name());
        }
      }
    }
    return held;
  }

  /** What others did to a lock while a thread waited for it the first time. */
  public static List<Event> waiting(Run run, String thread, Kind kind) {
    List<Event> own =
        run.events().stream()
            .filter(event -> run.trace().threads().get(event.thread()).name().equals(thread))
            .toList();
    long from = first(own, Kind.LOCK_REQUEST);
    long to = first(own, Kind.LOCK_ACQUIRE);
    return ofKind(run, kind).stream()
        .filter(event -> event.seq() > from && event.seq() < to)
        .toList();
  }

  private static long first(List<Event> events, Kind kind) {
    return events.stream()
        .filter(event -> event.kind() == kind)
        .mapToLong(Event::seq)
        .findFirst()
        .orElse(Long.MAX_VALUE);
  }
}
