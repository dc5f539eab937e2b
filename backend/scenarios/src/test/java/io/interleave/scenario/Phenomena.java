package io.interleave.scenario;

import io.interleave.engine.event.Event;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.LockValue;
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

  /** The most holds that one thread has of one lock. */
  public static int deepestHold(Run run) {
    return ofKind(run, Kind.LOCK_ACQUIRE).stream()
        .mapToInt(event -> LockValue.unpack(event.value()).holds())
        .max()
        .orElse(0);
  }

  /** Releases of a lock by a thread that was not the last one to take it. */
  public static List<Event> foreignReleases(Run run) {
    List<Event> foreign = new ArrayList<>();
    Map<Integer, Integer> holder = new HashMap<>();
    for (Event event : run.events()) {
      if (event.kind() == Kind.LOCK_ACQUIRE) {
        holder.put(event.object(), event.thread());
      } else if (event.kind() == Kind.LOCK_RELEASE
          && !Integer.valueOf(event.thread()).equals(holder.get(event.object()))) {
        foreign.add(event);
      }
    }
    return foreign;
  }

  /** Locks that a thread had when it ended, by name. */
  public static Set<String> heldByTheDead(Run run) {
    Set<String> left = new HashSet<>();
    Map<Integer, Set<Integer>> held = new HashMap<>();
    for (Event event : run.events()) {
      Set<Integer> mine = held.computeIfAbsent(event.thread(), _ -> new HashSet<>());
      switch (event.kind()) {
        case LOCK_ACQUIRE -> mine.add(event.object());
        case LOCK_RELEASE -> {
          if (LockValue.unpack(event.value()).holds() == 0) {
            mine.remove(event.object());
          }
        }
        case THREAD_END -> mine.forEach(lock -> left.add(run.trace().objects().get(lock).name()));
        default -> {}
      }
    }
    return left;
  }

  /** Acquires of a lock while another thread has it for writing. */
  public static List<Event> heldBesideAWriter(Run run) {
    List<Event> beside = new ArrayList<>();
    Map<Integer, Integer> writer = new HashMap<>();
    for (Event event : run.events()) {
      if (event.kind() == Kind.LOCK_ACQUIRE) {
        Integer other = writer.get(event.object());
        if (other != null && other != event.thread()) {
          beside.add(event);
        }
        if (!LockValue.unpack(event.value()).read()) {
          writer.put(event.object(), event.thread());
        }
      } else if (event.kind() == Kind.LOCK_RELEASE
          && !LockValue.unpack(event.value()).read()
          && LockValue.unpack(event.value()).holds() == 0) {
        writer.remove(event.object());
      }
    }
    return beside;
  }

  /** How often a thread took a lock for reading that it had for writing. */
  public static int downgrades(Run run) {
    int downgrades = 0;
    Set<Access> writing = new HashSet<>();
    for (Event event : run.events()) {
      Access who = new Access(event.thread(), event.object());
      boolean read = event.object() != 0 && LockValue.unpack(event.value()).read();
      if (event.kind() == Kind.LOCK_ACQUIRE && read && writing.contains(who)) {
        downgrades++;
      } else if (event.kind() == Kind.LOCK_ACQUIRE && !read) {
        writing.add(who);
      } else if (event.kind() == Kind.LOCK_RELEASE && !read) {
        writing.remove(who);
      }
    }
    return downgrades;
  }

  /** The most turns that one thread had with a lock while another asked for it once. */
  public static int mostTurnsInOneWait(Run run) {
    int most = 0;
    // By who asks: the turns of others since.
    Map<Access, Map<Integer, Integer>> asking = new HashMap<>();
    for (Event event : run.events()) {
      Access who = new Access(event.thread(), event.object());
      if (event.kind() == Kind.LOCK_REQUEST) {
        asking.put(who, new HashMap<>());
      } else if (event.kind() == Kind.LOCK_ACQUIRE) {
        asking.remove(who);
        for (Map.Entry<Access, Map<Integer, Integer>> other : asking.entrySet()) {
          if (other.getKey().object == event.object()) {
            most = Math.max(most, other.getValue().merge(event.thread(), 1, Integer::sum));
          }
        }
      }
    }
    return most;
  }

  /** The names of the threads that end in the trace. */
  public static Set<String> ended(Run run) {
    return doers(run, Kind.THREAD_END);
  }

  /** The greatest value that a variable was given. */
  public static long greatest(Run run, String variable) {
    return run.events().stream()
        .filter(event -> event.kind() == Kind.VAR_WRITE || event.kind() == Kind.VAR_UPDATE)
        .filter(event -> run.trace().objects().get(event.object()).name().equals(variable))
        .mapToLong(Event::value)
        .max()
        .orElse(0);
  }

  /** The most threads in input or output at the same time. */
  public static int mostInIo(Run run) {
    return most(run, Kind.IO_BEGIN, Kind.IO_END);
  }

  /** The most threads in CPU work at the same time. */
  public static int mostInWork(Run run) {
    return most(run, Kind.WORK_BEGIN, Kind.WORK_END);
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

  /** Whether an event is on an object of this name. */
  public static boolean isOn(Run run, Event event, String object) {
    return event.object() != 0 && run.trace().objects().get(event.object()).name().equals(object);
  }

  /** Reads of a text that their thread wrote in an earlier task, and not in this one. */
  public static List<Event> leftOver(Run run) {
    List<Event> left = new ArrayList<>();
    Map<Integer, Long> begun = new HashMap<>();
    for (Event event : run.events()) {
      if (event.kind() == Kind.TASK_START) {
        begun.put(event.thread(), event.seq());
      } else if (event.kind() == Kind.VAR_READ
          && event.cause() != 0
          && event.cause() < begun.getOrDefault(event.thread(), 0L)
          && !run.trace().strings().get((int) event.value()).equals("null")) {
        left.add(event);
      }
    }
    return left;
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

  /** The names of the threads that did this, each once, in the order of the first times. */
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
