package io.interleave.engine.record;

import io.interleave.engine.event.Kind;
import io.interleave.engine.event.LockValue;
import io.interleave.engine.event.Trace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Merges the buffers of all threads into one total order.
 *
 * <p>Assumes: each buffer is in its thread's order; the stamps of an object are 1, 2, 3... without
 * a hole, in an order in which its operations can have taken effect one after another; a thread's
 * first record follows its creation.
 *
 * <p>Guarantees: the order keeps each thread's order and each object's stamps, a thread's start
 * follows its creation and a join follows the end that it saw; therefore it is consistent with
 * happens-before, and causes precede effects. Among what these leave open, the earlier time goes
 * first, as far as it has arrived. A record whose predecessor never comes is not emitted; {@link
 * #stuck} tells.
 *
 * <p>The classic k-way merge by time, except that a head that is not ready yet steps aside until
 * the one record it waits for has been emitted. O(log k) a record. Not thread-safe: one thread
 * drains.
 */
public final class Merger {

  // What a head can wait for, in the top bits of a key.
  private static final long STAMP = 1L << 60;
  private static final long SIGNAL = 2L << 60;
  private static final long CREATION = 3L << 60;
  private static final long END = 4L << 60;

  private final Recording recording;
  private final Trace trace;
  private final Causes causes;
  private final List<Cursor> cursors = new ArrayList<>();
  private final PriorityQueue<Cursor> ready = new PriorityQueue<>();
  private final Map<Long, Cursor> waiting = new HashMap<>();
  // By object, and by thread for signals to it: the last stamp emitted.
  private final IntTable stamps = new IntTable();
  private final IntTable signals = new IntTable();

  public Merger(Recording recording) {
    this.recording = recording;
    this.trace =
        new Trace(recording.threads(), recording.objects(), Sites.all(), recording.strings());
    this.causes = new Causes(recording.objects(), recording.control().memory() != null);
  }

  /** The trace so far. */
  public Trace trace() {
    return trace;
  }

  /**
   * Emits what has arrived and happened up to {@code horizon}, in nanoseconds since the run began.
   * A horizon a little in the past lets slower threads' earlier records arrive first; it has no
   * part in the correctness of the order.
   */
  public void drain(long horizon) {
    for (int id = cursors.size() + 1, last = recording.recorders().last(); id <= last; id++) {
      Recorder recorder = recording.recorders().find(id);
      if (recorder == null) {
        break; // its thread is still being declared
      }
      cursors.add(new Cursor(recorder));
    }
    for (Cursor cursor : cursors) {
      if (!cursor.queued) {
        enqueue(cursor);
      }
    }
    for (Cursor head = ready.peek(); head != null && head.t <= horizon; head = ready.peek()) {
      ready.remove();
      long missing = missing(head);
      if (missing != 0) {
        head.nextWaiting = waiting.put(missing, head);
      } else {
        emit(head);
        enqueue(head);
      }
    }
    recording.merged(trace.size());
  }

  private void enqueue(Cursor cursor) {
    cursor.queued = cursor.load();
    if (cursor.queued) {
      ready.add(cursor);
    }
  }

  /** The key of what must be emitted before this head, 0 if it is ready. */
  private long missing(Cursor head) {
    if (head.kind == Kind.THREAD_START) {
      boolean early = head.recorder.created() && causes.created(head.thread()) == 0;
      return early ? CREATION | head.thread() : 0;
    }
    if (head.kind == Kind.THREAD_JOIN) {
      return causes.ended((int) head.value) == 0 ? END | head.value : 0;
    }
    if (head.stamp == 0) {
      return 0;
    }
    long previous = stampKey(head) - 1;
    return last(head) == head.stamp - 1 ? 0 : previous;
  }

  private static boolean isSignal(Cursor head) {
    return head.kind == Kind.THREAD_UNPARK
        || head.kind == Kind.THREAD_INTERRUPT
        || head.kind == Kind.THREAD_RESUME
        || head.has(Recorder.INTERRUPTED);
  }

  /** The thread to which a signal goes: named by its sender, and the receiver itself. */
  private static int signalled(Cursor head) {
    boolean sends = head.kind == Kind.THREAD_UNPARK || head.kind == Kind.THREAD_INTERRUPT;
    return sends ? (int) head.value : head.thread();
  }

  private static long stampKey(Cursor head) {
    return isSignal(head)
        ? SIGNAL | (long) signalled(head) << 24 | head.stamp
        : STAMP | (long) head.object << 24 | head.stamp;
  }

  private int last(Cursor head) {
    return isSignal(head) ? signals.get(signalled(head)) : stamps.get(head.object);
  }

  private void emit(Cursor head) {
    Kind request = head.has(Recorder.AT_ONCE) ? request(head.kind) : null;
    if (request != null) {
      // What failed without waiting would not have waited for ever. A lock's value says so itself.
      boolean timed = gaveUp(head.kind);
      trace.append(
          head.t, head.thread(), request, head.object, requested(head), 0, head.site, timed);
    }
    int seq =
        trace.append(
            head.t,
            head.thread(),
            head.kind,
            head.object,
            value(head),
            causes.of(head),
            head.site,
            head.has(Recorder.TIMED) && head.kind.beginsWait());
    causes.emitted(head, seq);
    if (head.stamp != 0) {
      if (isSignal(head)) {
        signals.set(signalled(head), head.stamp);
      } else {
        stamps.set(head.object, head.stamp);
      }
      wake(stampKey(head));
    }
    switch (head.kind) {
      case THREAD_CREATE -> wake(CREATION | head.value);
      case THREAD_END -> wake(END | head.thread());
      default -> {}
    }
  }

  private void wake(long key) {
    Cursor next = waiting.remove(key);
    while (next != null) {
      Cursor woken = next;
      next = woken.nextWaiting;
      woken.nextWaiting = null;
      ready.add(woken);
    }
  }

  /** The request that goes with a result which did not have to wait. */
  private static @Nullable Kind request(Kind result) {
    return switch (result) {
      case LOCK_ACQUIRE, LOCK_FAIL -> Kind.LOCK_REQUEST;
      case SEMAPHORE_ACQUIRE, SEMAPHORE_FAIL -> Kind.SEMAPHORE_REQUEST;
      case QUEUE_PUT, QUEUE_PUT_FAIL -> Kind.QUEUE_PUT_REQUEST;
      case QUEUE_TAKE, QUEUE_TAKE_FAIL -> Kind.QUEUE_TAKE_REQUEST;
      case QUEUE_JOIN -> Kind.QUEUE_JOIN_REQUEST;
      case EVENT_WAKE -> Kind.EVENT_WAIT;
      case LATCH_PASS -> Kind.LATCH_AWAIT;
      case THREAD_JOIN -> Kind.THREAD_JOIN_REQUEST;
      case FUTURE_GET -> Kind.FUTURE_GET_REQUEST;
      default -> null;
    };
  }

  private static boolean gaveUp(Kind result) {
    return switch (result) {
      case SEMAPHORE_FAIL, QUEUE_PUT_FAIL, QUEUE_TAKE_FAIL -> true;
      default -> false;
    };
  }

  private long requested(Cursor head) {
    return switch (head.kind) {
      case LOCK_ACQUIRE, LOCK_FAIL -> {
        LockValue value = LockValue.unpack(head.value);
        int before = head.kind == Kind.LOCK_FAIL ? value.holds() : heldBefore(head, value);
        yield LockValue.pack(before, head.has(Recorder.TIMED), value.read());
      }
      case SEMAPHORE_ACQUIRE, SEMAPHORE_FAIL, THREAD_JOIN -> head.value;
      default -> 0;
    };
  }

  // Waking from a condition takes all holds back in one step, from none.
  private int heldBefore(Cursor acquire, LockValue value) {
    return value.read() || causes.isWriter(acquire) ? value.holds() - 1 : 0;
  }

  // A wake-up's record names its signal's stamp above its reason, a read the write that it saw.
  private static long value(Cursor head) {
    if (head.has(Recorder.NAMED)) {
      return (int) head.value;
    }
    return head.kind == Kind.CONDITION_WAKE ? head.value & 3 : head.value;
  }

  /** How many threads have a record that waits for one that has not come. */
  public int waitingThreads() {
    int count = 0;
    for (Cursor first : waiting.values()) {
      for (Cursor cursor = first; cursor != null; cursor = cursor.nextWaiting) {
        count++;
      }
    }
    return count;
  }

  /**
   * Why the merge cannot go on, in a sentence; null if nothing waits. To be asked when all threads
   * have ended.
   */
  public @Nullable String stuck() {
    if (waiting.isEmpty()) {
      return null;
    }
    Map.Entry<Long, Cursor> any = waiting.entrySet().iterator().next();
    Cursor head = any.getValue();
    return "%d threads have records that follow one which never came; the first is %s of thread %s on object %d, stamp %d after %d"
        .formatted(
            waitingThreads(),
            head.kind.word(),
            head.recorder.info().name(),
            head.object,
            head.stamp,
            last(head));
  }
}
