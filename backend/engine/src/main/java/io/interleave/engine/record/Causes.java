package io.interleave.engine.record;

import static java.util.Objects.requireNonNullElse;

import io.interleave.engine.event.LockValue;
import io.interleave.engine.event.ObjectInfo;
import io.interleave.engine.event.Registry;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/**
 * Finds the event behind each event, in one pass over the total order.
 *
 * <p>Because the order is exact per object, most causes follow from it: the release behind an
 * acquire is the last one before it. Permits are tokens in a queue, elements too. Only the signal
 * behind a wake-up is named by the record itself. Not thread-safe.
 */
final class Causes {

  /** Permits that one release gave and nobody took yet. */
  private static final class Permits {
    final int release;
    long left;

    Permits(int release, long left) {
      this.release = release;
      this.left = left;
    }
  }

  private final Registry<ObjectInfo> objects;
  private final IntTable created = new IntTable();
  private final IntTable ended = new IntTable();
  private final IntTable interrupted = new IntTable();
  private final IntTable unparked = new IntTable();
  // By object: the last event that let others go on.
  private final IntTable enabler = new IntTable();
  private final IntTable writeRelease = new IntTable();
  // By queue: the last event that left nothing unfinished.
  private final IntTable finished = new IntTable();
  private final IntTable writer = new IntTable();
  private final Map<Integer, ArrayDeque<Permits>> permits = new HashMap<>();
  private final Map<Integer, ArrayDeque<Integer>> elements = new HashMap<>();
  private final Map<Long, Integer> signals = new HashMap<>();
  private final Map<Long, Integer> submitted = new HashMap<>();
  // Under a modelled memory alone, where a read may see any of them.
  private final boolean keepsWrites;
  private final Map<Long, Integer> writes = new HashMap<>();

  Causes(Registry<ObjectInfo> objects, boolean keepsWrites) {
    this.objects = objects;
    this.keepsWrites = keepsWrites;
  }

  private static long key(int object, long number) {
    return (long) object << 32 | number;
  }

  int created(int thread) {
    return created.get(thread);
  }

  int ended(int thread) {
    return ended.get(thread);
  }

  /** The cause of the record at the head of this cursor, 0 for none. */
  int of(Cursor head) {
    if (head.has(Recorder.INTERRUPTED)) {
      return interrupted.get(head.thread());
    }
    return switch (head.kind) {
      case THREAD_START -> created.get(head.thread());
      case THREAD_JOIN -> ended.get((int) head.value);
      case THREAD_RESUME -> unparked.get(head.thread());
      case LOCK_ACQUIRE -> acquire(head);
      case CONDITION_WAKE -> signals.getOrDefault(key(head.object, head.value >>> 2), 0);
      case SEMAPHORE_ACQUIRE -> takePermits(head.object, head.value);
      case QUEUE_PUT -> head.has(Recorder.AT_ONCE) ? 0 : enabler.get(head.object);
      case QUEUE_TAKE ->
          takeElement(head.object, head.has(Recorder.NAMED) ? (int) (head.value >>> 32) : 0);
      case QUEUE_JOIN -> finished.get(head.object);
      case TASK_START -> requireNonNullElse(submitted.remove(key(head.object, head.value)), 0);
      case VAR_READ ->
          head.has(Recorder.NAMED)
              ? writes.getOrDefault(key(head.object, head.value >>> 32), 0)
              : enabler.get(head.object);
      case EVENT_WAKE,
          LATCH_PASS,
          BARRIER_PASS,
          BARRIER_FAIL,
          VAR_UPDATE,
          VAR_CAS_FAIL,
          FUTURE_GET ->
          enabler.get(head.object);
      default -> 0;
    };
  }

  /** Whether the thread of this record holds its lock for writing. */
  boolean isWriter(Cursor head) {
    return writer.get(head.object) == head.thread();
  }

  private int acquire(Cursor head) {
    LockValue value = LockValue.unpack(head.value);
    if (isWriter(head) || (value.read() && value.holds() > 1)) {
      return 0;
    }
    return value.read() ? writeRelease.get(head.object) : enabler.get(head.object);
  }

  private int takePermits(int semaphore, long count) {
    int cause = 0;
    ArrayDeque<Permits> queue = permits.computeIfAbsent(semaphore, this::initialPermits);
    for (long left = count; left > 0; ) {
      Permits oldest = queue.peekFirst();
      if (oldest == null || oldest.left < 0) {
        break;
      }
      cause = oldest.release;
      long taken = Math.min(left, oldest.left);
      oldest.left -= taken;
      left -= taken;
      if (oldest.left == 0) {
        queue.removeFirst();
      }
    }
    return cause;
  }

  private void givePermits(int semaphore, int release, long count) {
    ArrayDeque<Permits> queue = permits.computeIfAbsent(semaphore, this::initialPermits);
    Permits oldest = queue.peekFirst();
    // One that began below zero has nothing to give until that is made up for.
    boolean owes = oldest != null && oldest.left < 0;
    long given = owes ? oldest.left + count : count;
    if (owes) {
      queue.removeFirst();
    }
    if (given != 0) {
      queue.addLast(new Permits(given < 0 ? 0 : release, given));
    }
  }

  // Nobody released the initial permits, so they have no cause; they are the first to go.
  private ArrayDeque<Permits> initialPermits(int semaphore) {
    ArrayDeque<Permits> queue = new ArrayDeque<>();
    Long initial = objects.get(semaphore).initial();
    if (initial != null && initial != 0) {
      queue.add(new Permits(0, initial));
    }
    return queue;
  }

  private int takeElement(int queue, int index) {
    Iterator<Integer> puts = elements.computeIfAbsent(queue, key -> new ArrayDeque<>()).iterator();
    int put = 0;
    for (int i = 0; i <= index && puts.hasNext(); i++) {
      put = puts.next();
    }
    if (put != 0) {
      puts.remove();
    }
    return put;
  }

  /** The record at the head of this cursor became this event. */
  void emitted(Cursor head, int seq) {
    switch (head.kind) {
      case THREAD_CREATE -> created.set((int) head.value, seq);
      case THREAD_END -> ended.set(head.thread(), seq);
      case THREAD_INTERRUPT -> interrupted.set((int) head.value, seq);
      case THREAD_UNPARK -> unparked.set((int) head.value, seq);
      case LOCK_ACQUIRE -> {
        if (!LockValue.unpack(head.value).read()) {
          writer.set(head.object, head.thread());
        }
      }
      case LOCK_RELEASE -> released(head, seq);
      case CONDITION_SIGNAL, CONDITION_SIGNAL_ALL -> signals.put(key(head.object, head.stamp), seq);
      case SEMAPHORE_RELEASE -> givePermits(head.object, seq, head.value);
      case QUEUE_PUT ->
          elements.computeIfAbsent(head.object, key -> new ArrayDeque<>()).addLast(seq);
      case QUEUE_DONE -> {
        if (head.value == 0) {
          finished.set(head.object, seq);
        }
      }
      case TASK_SUBMIT -> submitted.put(key(head.object, head.value), seq);
      case VAR_WRITE -> {
        enabler.set(head.object, seq);
        if (keepsWrites) {
          writes.put(key(head.object, head.stamp), seq);
        }
      }
      case QUEUE_TAKE,
          EVENT_SET,
          LATCH_OPEN,
          BARRIER_TRIP,
          BARRIER_BREAK,
          VAR_UPDATE,
          FUTURE_COMPLETE ->
          enabler.set(head.object, seq);
      default -> {}
    }
  }

  private void released(Cursor head, int seq) {
    LockValue value = LockValue.unpack(head.value);
    if (value.holds() > 0) {
      return;
    }
    enabler.set(head.object, seq);
    if (!value.read()) {
      writeRelease.set(head.object, seq);
      writer.set(head.object, 0);
    }
  }
}
