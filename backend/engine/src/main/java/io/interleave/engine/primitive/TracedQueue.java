package io.interleave.engine.primitive;

import io.interleave.engine.control.Control;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.ObjectInfo;
import io.interleave.engine.event.ObjectType;
import io.interleave.engine.record.Recorder;
import io.interleave.engine.record.Recording;
import io.interleave.engine.record.RunStopped;
import java.util.AbstractQueue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A recorded first-in-first-out blocking queue, bounded or not.
 *
 * <p>The JDK's queues keep their lock to themselves, so that nobody can say in which order their
 * operations took effect; this is the monitor that {@link java.util.concurrent.ArrayBlockingQueue}
 * is, with the stamp taken inside. Thread-safe.
 */
public final class TracedQueue<E> extends AbstractQueue<E> implements BlockingQueue<E> {

  private static final long FOREVER = Long.MAX_VALUE;

  private final ReentrantLock mutex = new ReentrantLock();
  private final Condition notFull = mutex.newCondition();
  private final Condition notEmpty = mutex.newCondition();
  private final Recording recording;
  private final int capacity;
  private final int id;
  // Guarded by mutex, like the stamp.
  private final ArrayDeque<E> elements = new ArrayDeque<>();
  private int stamp;

  /** An unbounded queue. */
  public TracedQueue(String name) {
    this(Recording.current(), ObjectInfo.of(ObjectType.QUEUE, name), Integer.MAX_VALUE);
  }

  /** A queue in which puts wait while it holds this many elements. */
  public TracedQueue(String name, int capacity) {
    this(
        Recording.current(),
        ObjectInfo.of(ObjectType.QUEUE, name).withCapacity(positive(name, capacity)),
        capacity);
  }

  TracedQueue(Recording recording, ObjectInfo info, int capacity) {
    this.recording = recording;
    this.capacity = capacity;
    this.id = recording.declare(info);
  }

  private static int positive(String name, int capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException(
          "queue '" + name + "' has room for 1 element or more, not " + capacity);
    }
    return capacity;
  }

  @Override
  public void put(E element) throws InterruptedException {
    insert(element, FOREVER);
  }

  @Override
  public boolean offer(E element, long timeout, TimeUnit unit) throws InterruptedException {
    return insert(element, unit.toNanos(timeout));
  }

  private boolean insert(E element, long nanos) throws InterruptedException {
    Objects.requireNonNull(element);
    Recorder me = begin(Kind.QUEUE_PUT);
    mutex.lock();
    try {
      int flags = Recorder.AT_ONCE;
      if (elements.size() >= capacity) {
        flags = 0;
        me.record(Kind.QUEUE_PUT_REQUEST, id, 0);
        Control.Blocking room = () -> await(notFull, () -> elements.size() < capacity, nanos);
        if (!Waiting.block(me, Kind.QUEUE_PUT, id, room, Kind.QUEUE_PUT_FAIL, elements.size())) {
          return false;
        }
      }
      enqueue(me, flags, element);
      return true;
    } finally {
      mutex.unlock();
    }
  }

  @Override
  public boolean offer(E element) {
    Objects.requireNonNull(element);
    Recorder me = begin(Kind.QUEUE_PUT);
    mutex.lock();
    try {
      if (elements.size() >= capacity) {
        me.checkpoint();
        me.record(Kind.QUEUE_PUT_FAIL, Recorder.AT_ONCE, id, 0, elements.size());
        return false;
      }
      enqueue(me, Recorder.AT_ONCE, element);
      return true;
    } finally {
      mutex.unlock();
    }
  }

  private void enqueue(Recorder me, int flags, E element) {
    me.checkpoint();
    elements.addLast(element);
    me.record(Kind.QUEUE_PUT, flags, id, ++stamp, elements.size());
    notEmpty.signal();
  }

  @Override
  public E take() throws InterruptedException {
    E element = remove(FOREVER);
    if (element == null) {
      throw new RunStopped();
    }
    return element;
  }

  @Override
  public @Nullable E poll(long timeout, TimeUnit unit) throws InterruptedException {
    return remove(unit.toNanos(timeout));
  }

  private @Nullable E remove(long nanos) throws InterruptedException {
    Recorder me = begin(Kind.QUEUE_TAKE);
    mutex.lock();
    try {
      int flags = Recorder.AT_ONCE;
      if (elements.isEmpty()) {
        flags = 0;
        me.record(Kind.QUEUE_TAKE_REQUEST, id, 0);
        Control.Blocking element = () -> await(notEmpty, () -> !elements.isEmpty(), nanos);
        if (!Waiting.block(me, Kind.QUEUE_TAKE, id, element, Kind.QUEUE_TAKE_FAIL, 0)) {
          return null;
        }
      }
      return dequeue(me, flags);
    } finally {
      mutex.unlock();
    }
  }

  @Override
  public @Nullable E poll() {
    Recorder me = begin(Kind.QUEUE_TAKE);
    mutex.lock();
    try {
      if (elements.isEmpty()) {
        me.checkpoint();
        me.record(Kind.QUEUE_TAKE_FAIL, Recorder.AT_ONCE, id, 0, 0);
        return null;
      }
      return dequeue(me, Recorder.AT_ONCE);
    } finally {
      mutex.unlock();
    }
  }

  private E dequeue(Recorder me, int flags) {
    me.checkpoint();
    E element = elements.removeFirst();
    me.record(Kind.QUEUE_TAKE, flags, id, ++stamp, elements.size());
    notFull.signal();
    return element;
  }

  private Recorder begin(Kind kind) {
    Recorder me = recording.me();
    me.checkpoint();
    recording.control().point(kind, id);
    return me;
  }

  private static boolean await(Condition condition, BooleanSupplier ready, long nanos)
      throws InterruptedException {
    long left = nanos;
    while (!ready.getAsBoolean()) {
      if (nanos == FOREVER) {
        condition.await();
      } else if (left <= 0) {
        return false;
      } else {
        left = condition.awaitNanos(left);
      }
    }
    return true;
  }

  @Override
  public @Nullable E peek() {
    mutex.lock();
    try {
      return elements.peekFirst();
    } finally {
      mutex.unlock();
    }
  }

  @Override
  public int size() {
    mutex.lock();
    try {
      return elements.size();
    } finally {
      mutex.unlock();
    }
  }

  @Override
  public int remainingCapacity() {
    return capacity == Integer.MAX_VALUE ? capacity : capacity - size();
  }

  @Override
  public int drainTo(Collection<? super E> target) {
    return drainTo(target, Integer.MAX_VALUE);
  }

  @Override
  public int drainTo(Collection<? super E> target, int most) {
    int count = 0;
    for (E element = pollQuietly(); element != null && count < most; element = pollQuietly()) {
      target.add(element);
      if (++count == most) {
        break;
      }
    }
    return count;
  }

  private @Nullable E pollQuietly() {
    return peek() == null ? null : poll();
  }

  /** A snapshot: it does not follow later changes, and removing through it is not supported. */
  @Override
  public Iterator<E> iterator() {
    mutex.lock();
    try {
      return List.copyOf(new ArrayList<>(elements)).iterator();
    } finally {
      mutex.unlock();
    }
  }
}
