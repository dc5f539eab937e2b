package io.interleave.engine.analysis.predict;

import io.interleave.engine.event.Event;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.LockValue;
import io.interleave.engine.event.ObjectType;
import io.interleave.engine.event.Trace;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The sync-preserving closure by its definition, on explicit sets: what is missing is looked for
 * among all pairs of events until nothing is.
 */
final class SlowClosure {

  private static final Set<Kind> CHANGES =
      Set.of(
          Kind.CONDITION_WAIT,
          Kind.CONDITION_SIGNAL,
          Kind.CONDITION_SIGNAL_ALL,
          Kind.CONDITION_WAKE,
          Kind.SEMAPHORE_ACQUIRE,
          Kind.SEMAPHORE_RELEASE,
          Kind.EVENT_SET,
          Kind.EVENT_CLEAR,
          Kind.EVENT_WAKE,
          Kind.LATCH_COUNTDOWN,
          Kind.LATCH_OPEN,
          Kind.BARRIER_AWAIT,
          Kind.BARRIER_TRIP,
          Kind.BARRIER_BREAK,
          Kind.QUEUE_PUT,
          Kind.QUEUE_TAKE,
          Kind.ADDER_ADD,
          Kind.TASK_SUBMIT,
          Kind.TASK_START,
          Kind.TASK_CANCEL,
          Kind.TASK_REJECT,
          Kind.FUTURE_COMPLETE);

  private static final Set<Kind> ASKS =
      Set.of(
          Kind.SEMAPHORE_REQUEST,
          Kind.EVENT_WAIT,
          Kind.LATCH_AWAIT,
          Kind.QUEUE_PUT_REQUEST,
          Kind.QUEUE_TAKE_REQUEST,
          Kind.FUTURE_GET_REQUEST);

  private final Trace trace;
  private final List<Event> events = new ArrayList<>();
  // By seq: what it needs, whoever took a lock first; itself not.
  private final List<BitSet> needs = new ArrayList<>();
  private final List<Event> acquires = new ArrayList<>();
  // Two acquires that exclude each other, and the release of the first.
  private final List<int[]> apart = new ArrayList<>();

  SlowClosure(Trace trace) {
    this.trace = trace;
    for (int seq = 1; seq <= trace.size(); seq++) {
      events.add(trace.get(seq));
    }
    needs.add(new BitSet());
    for (Event event : events) {
      BitSet needed = new BitSet();
      for (int i = 0; i < event.seq() - 1; i++) {
        if (needs(event, events.get(i))) {
          needed.set(i + 1);
        }
      }
      needs.add(needed);
      if (event.kind() == Kind.LOCK_ACQUIRE && !isReentry(event)) {
        acquires.add(event);
      }
    }
    for (Event first : acquires) {
      for (Event second : acquires) {
        if (first.seq() < second.seq() && exclude(first, second)) {
          Event end = Objects.requireNonNull(end(first));
          apart.add(new int[] {(int) first.seq(), (int) second.seq(), (int) end.seq()});
        }
      }
    }
  }

  private boolean exclude(Event first, Event second) {
    return first.object() == second.object()
        && !(read(first) && read(second))
        && (first.thread() != second.thread() || read(first) == read(second));
  }

  private boolean isLock(Event event) {
    return event.kind() == Kind.LOCK_ACQUIRE || event.kind() == Kind.LOCK_RELEASE;
  }

  private boolean needs(Event event, Event earlier) {
    if (earlier.thread() == event.thread()) {
      return true;
    }
    if (event.kind() != Kind.LOCK_ACQUIRE && event.cause() == earlier.seq()) {
      return true;
    }
    boolean sameObject = event.object() != 0 && event.object() == earlier.object();
    if (event.kind() == Kind.LOCK_FAIL && sameObject && isLock(earlier)) {
      return true;
    }
    if (event.kind() == Kind.LOCK_RELEASE
        && earlier.kind() == Kind.LOCK_ACQUIRE
        && sameObject
        && trace.objects().get(event.object()).type() == ObjectType.LOCK
        && earlier.seq() == lastAcquire(event)) {
      return true;
    }
    if (earlier.kind() == Kind.THREAD_INTERRUPT
        && (earlier.value() == event.thread()
            || (event.kind() == Kind.THREAD_INTERRUPT && event.value() == earlier.value()))) {
      // One that was sent before the thread's last event was there already; all are in the closure.
      return earlier.value() == event.thread() || !hasMovedBetween(earlier, event);
    }
    if (event.kind() == Kind.THREAD_UNPARK && earlier.kind() == Kind.THREAD_UNPARK) {
      return event.value() == earlier.value();
    }
    return sameObject && CHANGES.contains(earlier.kind()) && !ASKS.contains(event.kind());
  }

  private boolean hasMovedBetween(Event interrupt, Event other) {
    return events.subList((int) interrupt.seq(), (int) other.seq() - 1).stream()
        .anyMatch(event -> event.thread() == interrupt.value());
  }

  private long lastAcquire(Event release) {
    for (int seq = (int) release.seq() - 1; seq > 0; seq--) {
      if (trace.object(seq) == release.object() && trace.kind(seq) == Kind.LOCK_ACQUIRE) {
        return seq;
      }
    }
    return 0;
  }

  private boolean sameHolder(Event one, Event other) {
    return one.object() == other.object()
        && read(one) == read(other)
        && (one.thread() == other.thread()
            || trace.objects().get(one.object()).type() == ObjectType.LOCK);
  }

  private static boolean read(Event event) {
    return LockValue.unpack(event.value()).read();
  }

  private boolean isReentry(Event acquire) {
    for (int i = (int) acquire.seq() - 2; i >= 0; i--) {
      Event event = events.get(i);
      if (isLock(event) && sameHolder(event, acquire)) {
        return LockValue.unpack(event.value()).holds() > 0;
      }
    }
    return false;
  }

  /** The release that ends what this acquire began, null for none. */
  private @Nullable Event end(Event acquire) {
    for (Event event : events.subList((int) acquire.seq(), events.size())) {
      if (event.kind() == Kind.LOCK_RELEASE
          && sameHolder(event, acquire)
          && LockValue.unpack(event.value()).holds() == 0) {
        return event;
      }
    }
    return null;
  }

  /** The closure of everything that the threads of two events did before them. */
  BitSet of(int one, int other) {
    BitSet set = new BitSet();
    set.or(before(one));
    set.or(before(other));
    int size;
    do {
      size = set.cardinality();
      for (int seq = set.nextSetBit(1); seq > 0; seq = set.nextSetBit(seq + 1)) {
        set.or(needs.get(seq));
      }
      for (int[] each : apart) {
        if (set.get(each[0]) && set.get(each[1])) {
          set.set(each[2]);
        }
      }
    } while (set.cardinality() > size);
    return set;
  }

  private BitSet before(int event) {
    BitSet before = new BitSet();
    for (int seq = 1; seq < event; seq++) {
      if (trace.thread(seq) == trace.thread(event)) {
        before.set(seq);
      }
    }
    return before;
  }

  /** Whether two conflicting accesses are a sync-preserving race. */
  boolean isRace(int one, int other) {
    BitSet set = of(one, other);
    return !set.get(one) && !set.get(other);
  }
}
