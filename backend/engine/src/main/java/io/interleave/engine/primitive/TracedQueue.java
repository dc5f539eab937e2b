package io.interleave.engine.primitive;

import io.interleave.engine.control.Access;
import io.interleave.engine.control.Control;
import io.interleave.engine.control.Intent;
import io.interleave.engine.control.Shared;
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
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A recorded first-in-first-out blocking queue, bounded or not, that can be waited for until all
 * that was put into it is dealt with, like Python's {@code queue.Queue}.
 *
 * <p>The JDK's queues keep their lock to themselves, so that nobody can say in which order their
 * operations took effect; this is the monitor that {@link java.util.concurrent.ArrayBlockingQueue}
 * is, with the stamp taken inside. Thread-safe.
 */
public final class TracedQueue<E> extends AbstractQueue<E> implements BlockingQueue<E>, Shared {

  private static final long FOREVER = Long.MAX_VALUE;
  // Of a level: the size, below the number of unfinished elements.
  private static final int SIZE_BITS = 16;
  private static final int SIZE = (1 << SIZE_BITS) - 1;

  private final ReentrantLock mutex = new ReentrantLock();
  private final Condition notFull = mutex.newCondition();
  private final Condition notEmpty = mutex.newCondition();
  private final Condition finished = mutex.newCondition();
  private final Recording recording;
  private final int capacity;
  private final int id;
  // Guarded by mutex, like the stamp.
  private final ArrayDeque<E> elements = new ArrayDeque<>();
  // Elements that were put, less those that are done.
  private int unfinished;
  private int stamp;
  // Of the elements; in controlled runs alone.
  private final ArrayDeque<Long> digests = new ArrayDeque<>();

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
    Recorder me = recording.me();
    me.checkpoint();
    boolean timed = nanos != FOREVER || recording.control().isInterrupted();
    Runnable ask = () -> me.request(Kind.QUEUE_PUT_REQUEST, timed, id, 0);
    boolean asked =
        turn(Kind.QUEUE_PUT, Access.WRITE, nanos, level -> (level & SIZE) < capacity, ask);
    mutex.lock();
    try {
      int flags = asked ? 0 : Recorder.AT_ONCE;
      if (elements.size() >= capacity || recording.control().isInterrupted()) {
        flags = 0;
        if (!asked) {
          ask.run();
        }
        Control.Blocking room = () -> await(notFull, () -> elements.size() < capacity, nanos);
        if (!Waiting.block(me, room, Kind.QUEUE_PUT_FAIL, id, elements.size())) {
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
    Recorder me = begin(Kind.QUEUE_PUT, Access.WRITE);
    mutex.lock();
    try {
      recording.control().observe(elements.size() < capacity ? 1 : 0);
      if (elements.size() >= capacity) {
        me.checkpoint();
        recording.control().failed();
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
    unfinished++;
    if (!recording.control().isLive()) {
      digests.addLast(Digests.of(recording.control(), element));
    }
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
    Recorder me = recording.me();
    me.checkpoint();
    boolean timed = nanos != FOREVER || recording.control().isInterrupted();
    Runnable ask = () -> me.request(Kind.QUEUE_TAKE_REQUEST, timed, id, 0);
    boolean asked = turn(Kind.QUEUE_TAKE, Access.WRITE, nanos, level -> (level & SIZE) > 0, ask);
    mutex.lock();
    try {
      int flags = asked ? 0 : Recorder.AT_ONCE;
      if (elements.isEmpty() || recording.control().isInterrupted()) {
        flags = 0;
        if (!asked) {
          ask.run();
        }
        Control.Blocking element = () -> await(notEmpty, () -> !elements.isEmpty(), nanos);
        if (!Waiting.block(me, element, Kind.QUEUE_TAKE_FAIL, id, elements.size())) {
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
    Recorder me = begin(Kind.QUEUE_TAKE, Access.WRITE);
    mutex.lock();
    try {
      if (elements.isEmpty()) {
        me.checkpoint();
        recording.control().observe(0);
        recording.control().failed();
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
    if (!recording.control().isLive()) {
      recording.control().observe(digests.removeFirst());
    }
    me.record(Kind.QUEUE_TAKE, flags, id, ++stamp, elements.size());
    notFull.signal();
    return element;
  }

  /**
   * Says that an element which was taken is dealt with.
   *
   * @throws IllegalStateException if that was said as often as elements were put
   */
  public void taskDone() {
    Recorder me = begin(Kind.QUEUE_DONE, Access.WRITE);
    mutex.lock();
    try {
      me.checkpoint();
      recording.control().observe(unfinished > 0 ? 1 : 0);
      if (unfinished == 0) {
        throw new IllegalStateException(
            "queue '%s' had taskDone() called more often than elements were put"
                .formatted(recording.object(id).name()));
      }
      unfinished--;
      me.record(Kind.QUEUE_DONE, 0, id, ++stamp, unfinished);
      if (unfinished == 0) {
        finished.signalAll();
      }
    } finally {
      mutex.unlock();
    }
  }

  /** Waits until {@link #taskDone} was called for each element that was put. */
  public void join() throws InterruptedException {
    boolean _ = join(FOREVER);
  }

  /**
   * The same, but not longer than this.
   *
   * @return whether nothing was left
   */
  public boolean join(long timeout, TimeUnit unit) throws InterruptedException {
    return join(unit.toNanos(timeout));
  }

  private boolean join(long nanos) throws InterruptedException {
    Recorder me = recording.me();
    me.checkpoint();
    boolean timed = nanos != FOREVER || recording.control().isInterrupted();
    Runnable ask = () -> me.request(Kind.QUEUE_JOIN_REQUEST, timed, id, 0);
    boolean asked =
        turn(Kind.QUEUE_JOIN, Access.READ, nanos, level -> level >>> SIZE_BITS == 0, ask);
    mutex.lock();
    try {
      int flags = asked ? 0 : Recorder.AT_ONCE;
      if (unfinished > 0 || recording.control().isInterrupted()) {
        flags = 0;
        if (!asked) {
          ask.run();
        }
        Control.Blocking done = () -> await(finished, () -> unfinished == 0, nanos);
        if (!Waiting.block(me, done, Kind.QUEUE_JOIN_FAIL, id, 0)) {
          return false;
        }
      }
      me.checkpoint();
      me.record(Kind.QUEUE_JOIN, flags, id, ++stamp, 0);
      return true;
    } finally {
      mutex.unlock();
    }
  }

  private Recorder begin(Kind kind, Access access) {
    Recorder me = recording.me();
    me.checkpoint();
    recording.control().turn(Intent.of(kind, id, this, access));
    return me;
  }

  private boolean turn(Kind kind, Access access, long nanos, IntPredicate ready, Runnable ask) {
    Control control = recording.control();
    return !control.isLive()
        && control.turn(
            Intent.of(kind, id, this, access)
                .when(ready, ask)
                .within(nanos == FOREVER ? Intent.NEVER : Math.max(0, nanos))
                .interruptibly());
  }

  int id() {
    return id;
  }

  /** Its size, without a step of its own; in a controlled run. */
  int length() {
    return elements.size();
  }

  /** Whether it has no elements, without a step of its own. */
  boolean lacksElements() {
    return length() == 0;
  }

  /** Its size, and above that how many elements are unfinished. */
  @Override
  public int level() {
    return unfinished << SIZE_BITS | elements.size();
  }

  @Override
  public long digest() {
    long digest = unfinished;
    for (long each : digests) {
      digest = digest * 31 + each;
    }
    return digest;
  }

  private static boolean await(Condition condition, BooleanSupplier ready, long nanos)
      throws InterruptedException {
    Waiting.throwIfInterrupted();
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
    begin(Kind.QUEUE_TAKE_REQUEST, Access.READ);
    mutex.lock();
    try {
      recording.control().observe(Objects.requireNonNullElse(digests.peekFirst(), 0L));
      return elements.peekFirst();
    } finally {
      mutex.unlock();
    }
  }

  @Override
  public int size() {
    begin(Kind.QUEUE_TAKE_REQUEST, Access.READ);
    mutex.lock();
    try {
      recording.control().observe(elements.size());
      return elements.size();
    } finally {
      mutex.unlock();
    }
  }

  @Override
  public int remainingCapacity() {
    return capacity - size();
  }

  @Override
  public int drainTo(Collection<? super E> target) {
    return drainTo(target, Integer.MAX_VALUE);
  }

  /**
   * Takes elements, all in one step, and puts them into a collection.
   *
   * @param most how many at most; none if that is not positive
   * @throws IllegalArgumentException if the collection is this queue
   */
  @Override
  @SuppressWarnings("ReferenceEquality") // this very one
  public int drainTo(Collection<? super E> target, int most) {
    Objects.requireNonNull(target);
    if (target == this) {
      throw new IllegalArgumentException(
          "queue '%s' cannot be drained into itself".formatted(recording.object(id).name()));
    }
    List<E> taken = takeAtOnce(most);
    target.addAll(taken);
    return taken.size();
  }

  @Override
  public void clear() {
    takeAtOnce(Integer.MAX_VALUE);
  }

  private List<E> takeAtOnce(int most) {
    List<E> taken = new ArrayList<>();
    if (most > 0) {
      Recorder me = begin(Kind.QUEUE_TAKE, Access.WRITE);
      mutex.lock();
      try {
        recording.control().observe(elements.size());
        while (taken.size() < most && !elements.isEmpty()) {
          taken.add(dequeue(me, Recorder.AT_ONCE));
        }
      } finally {
        mutex.unlock();
      }
    }
    return taken;
  }

  /** Takes one element out, wherever it is; of equal ones the first. */
  @Override
  public boolean remove(@Nullable Object element) {
    while (true) {
      Optional<E> found = snapshot().stream().filter(each -> each.equals(element)).findFirst();
      if (found.isEmpty()) {
        return false;
      }
      if (takeOut(found.get())) {
        return true;
      }
      // Somebody took it meanwhile, and may have left another that equals it.
    }
  }

  @Override
  public boolean removeAll(Collection<?> unwanted) {
    Objects.requireNonNull(unwanted);
    return removeIf(unwanted::contains);
  }

  @Override
  public boolean retainAll(Collection<?> wanted) {
    Objects.requireNonNull(wanted);
    return removeIf(each -> !wanted.contains(each));
  }

  /** Takes all elements out of which this holds, and that nobody takes meanwhile. */
  @Override
  public boolean removeIf(Predicate<? super E> unwanted) {
    Objects.requireNonNull(unwanted);
    boolean removed = false;
    // The program's own code is not called under the mutex.
    for (E each : snapshot().stream().filter(unwanted).toList()) {
      removed |= takeOut(each);
    }
    return removed;
  }

  /** Takes this very element out, unless somebody has. */
  private boolean takeOut(E element) {
    Recorder me = begin(Kind.QUEUE_TAKE, Access.WRITE);
    mutex.lock();
    try {
      int index = indexOf(element);
      recording.control().observe(index);
      if (index < 0) {
        return false;
      }
      removeAt(elements, index);
      if (!recording.control().isLive()) {
        recording.control().observe(removeAt(digests, index));
      }
      me.record(
          Kind.QUEUE_TAKE,
          Recorder.AT_ONCE | Recorder.NAMED,
          id,
          ++stamp,
          Recorder.named(elements.size(), index));
      notFull.signal();
      return true;
    } finally {
      mutex.unlock();
    }
  }

  @SuppressWarnings("ReferenceEquality") // this very one
  private int indexOf(E element) {
    int index = 0;
    for (E each : elements) {
      if (each == element) {
        return index;
      }
      index++;
    }
    return -1;
  }

  private static <T> T removeAt(ArrayDeque<T> from, int index) {
    Iterator<T> at = from.iterator();
    T removed = at.next();
    for (int i = 0; i < index; i++) {
      removed = at.next();
    }
    at.remove();
    return removed;
  }

  /** The elements as they are now, in a step of its own. */
  private List<E> snapshot() {
    begin(Kind.QUEUE_TAKE_REQUEST, Access.READ);
    mutex.lock();
    try {
      recording.control().observe(digest());
      return new ArrayList<>(elements);
    } finally {
      mutex.unlock();
    }
  }

  @Override
  public boolean contains(@Nullable Object element) {
    return snapshot().contains(element);
  }

  @Override
  public Object[] toArray() {
    return snapshot().toArray();
  }

  @Override
  public <T extends @Nullable Object> T[] toArray(T[] into) {
    return snapshot().toArray(into);
  }

  /** Over the elements as they are now; what is removed through it is taken out of the queue. */
  @Override
  public Iterator<E> iterator() {
    Iterator<E> elementsNow = snapshot().iterator();
    return new Iterator<>() {
      private @Nullable E last;

      @Override
      public boolean hasNext() {
        return elementsNow.hasNext();
      }

      @Override
      public E next() {
        E next = elementsNow.next();
        last = next;
        return next;
      }

      @Override
      public void remove() {
        E removed = last;
        if (removed == null) {
          throw new IllegalStateException("there is no element to remove yet");
        }
        last = null;
        boolean _ = takeOut(removed);
      }
    };
  }
}
