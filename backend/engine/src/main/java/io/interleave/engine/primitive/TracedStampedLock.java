package io.interleave.engine.primitive;

import static java.util.Objects.requireNonNullElse;

import io.interleave.engine.control.Access;
import io.interleave.engine.control.Intent;
import io.interleave.engine.control.Shared;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.LockValue;
import io.interleave.engine.event.ObjectInfo;
import io.interleave.engine.event.ObjectType;
import io.interleave.engine.record.Recorder;
import io.interleave.engine.record.Recording;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.StampedLock;
import java.util.function.BooleanSupplier;

/**
 * A recorded {@link StampedLock}: one object in the trace, with read and write holds.
 *
 * <p>An optimistic read holds nothing and keeps nobody waiting, so nothing is recorded of it but
 * that its validation failed: a {@code lock.fail} for reading. What is read optimistically may be
 * written at the same time, so it should be volatile; else it is a data race, and found to be one.
 *
 * <p>Stricter than the JDK's in one point: who got a stamp gives it back or converts it, so that
 * the trace can tell who holds the lock. There are no views as a {@link Lock}. Thread-safe.
 */
public final class TracedStampedLock extends StampedLock {
  private static final long serialVersionUID = 1L;

  private final transient Recording recording;
  private final int id;
  private final String name;
  private final StampedLock lock;
  // Stamped around: readers overlap.
  private final AtomicInteger stamps = new AtomicInteger();
  private final transient Side readSide;
  private final transient Side writeSide;

  public TracedStampedLock(String name) {
    this.recording = Recording.current();
    this.id = recording.declare(ObjectInfo.of(ObjectType.STAMPED_LOCK, name));
    this.name = name;
    this.lock = recording.control().isLive() ? new StampedLock() : new ModelStampedLock();
    this.readSide = new Side(true);
    this.writeSide = new Side(false);
  }

  @Override
  public long readLock() {
    readSide.lock();
    return readSide.latest();
  }

  @Override
  public long readLockInterruptibly() throws InterruptedException {
    readSide.lockInterruptibly();
    return readSide.latest();
  }

  @Override
  public long tryReadLock() {
    return readSide.tryLock() ? readSide.latest() : 0;
  }

  @Override
  public long tryReadLock(long time, TimeUnit unit) throws InterruptedException {
    return readSide.tryLock(time, unit) ? readSide.latest() : 0;
  }

  @Override
  public void unlockRead(long stamp) {
    readSide.unlock(stamp);
  }

  @Override
  public long writeLock() {
    writeSide.lock();
    return writeSide.latest();
  }

  @Override
  public long writeLockInterruptibly() throws InterruptedException {
    writeSide.lockInterruptibly();
    return writeSide.latest();
  }

  @Override
  public long tryWriteLock() {
    return writeSide.tryLock() ? writeSide.latest() : 0;
  }

  @Override
  public long tryWriteLock(long time, TimeUnit unit) throws InterruptedException {
    return writeSide.tryLock(time, unit) ? writeSide.latest() : 0;
  }

  @Override
  public void unlockWrite(long stamp) {
    writeSide.unlock(stamp);
  }

  /**
   * Gives back what the stamp stands for.
   *
   * @throws IllegalMonitorStateException if the current thread does not have it
   */
  @Override
  public void unlock(long stamp) {
    side(stamp).unlock(stamp);
  }

  /** Gives back one read hold of the current thread; false if it has none. */
  @Override
  public boolean tryUnlockRead() {
    return readSide.tryUnlock();
  }

  /** Gives back the write hold of the current thread; false if it has none. */
  @Override
  public boolean tryUnlockWrite() {
    return writeSide.tryUnlock();
  }

  @Override
  public long tryOptimisticRead() {
    recording.me().checkpoint();
    turn(Kind.LOCK_FAIL, Access.READ);
    long stamp = lock.tryOptimisticRead();
    recording.control().observe(stamp);
    return stamp;
  }

  /** Whether nobody has written since the stamp was given; recorded where somebody has. */
  @Override
  public boolean validate(long stamp) {
    Recorder me = recording.me();
    me.checkpoint();
    turn(Kind.LOCK_FAIL, Access.READ);
    boolean valid = lock.validate(stamp);
    me.checkpoint();
    recording.control().observe(valid ? 1 : 0);
    if (!valid) {
      readSide.failed(me);
    }
    return valid;
  }

  /** Converts at once, or records that it failed and returns 0. */
  @Override
  public long tryConvertToWriteLock(long stamp) {
    Recorder me = recording.me();
    me.checkpoint();
    turn(Kind.LOCK_REQUEST, Access.WRITE);
    boolean reading = readSide.has(stamp);
    long converted = isForeign(stamp) ? 0 : lock.tryConvertToWriteLock(stamp);
    me.checkpoint();
    recording.control().observe(converted);
    if (converted == 0) {
      writeSide.failed(me);
    } else if (converted != stamp) {
      // Alone with it from here on: nobody's stamps can come between these.
      if (reading) {
        readSide.forget(stamp);
        readSide.recordRelease(readSide.holds());
      }
      writeSide.converted(me, converted);
    }
    return converted;
  }

  /** Converts at once, or records that it failed and returns 0. */
  @Override
  public long tryConvertToReadLock(long stamp) {
    Recorder me = recording.me();
    me.checkpoint();
    boolean writing = writeSide.has(stamp);
    boolean isForeign = isForeign(stamp);
    turn(writing ? Kind.LOCK_RELEASE : Kind.LOCK_REQUEST, Access.WRITE);
    if (writing) {
      writeSide.forget(stamp);
      writeSide.recordRelease(0);
    }
    long converted = isForeign ? 0 : lock.tryConvertToReadLock(stamp);
    me.checkpoint();
    recording.control().observe(converted);
    if (converted == 0) {
      readSide.failed(me);
    } else if (converted != stamp) {
      readSide.converted(me, converted);
    }
    return converted;
  }

  /** Gives back what the stamp stands for, if anything, and begins an optimistic read. */
  @Override
  public long tryConvertToOptimisticRead(long stamp) {
    Recorder me = recording.me();
    me.checkpoint();
    Side side = side(stamp);
    boolean held = side.has(stamp);
    boolean isForeign = isForeign(stamp);
    turn(held ? Kind.LOCK_RELEASE : Kind.LOCK_FAIL, held ? Access.WRITE : Access.READ);
    if (held) {
      side.forget(stamp);
      side.recordRelease(side.holds());
    }
    long converted = isForeign ? 0 : lock.tryConvertToOptimisticRead(stamp);
    me.checkpoint();
    recording.control().observe(converted);
    if (converted == 0) {
      readSide.failed(me);
    }
    return converted;
  }

  @Override
  public boolean isReadLocked() {
    return is(lock::isReadLocked);
  }

  @Override
  public boolean isWriteLocked() {
    return is(lock::isWriteLocked);
  }

  @Override
  public int getReadLockCount() {
    recording.me().checkpoint();
    turn(Kind.LOCK_FAIL, Access.READ);
    int count = lock.getReadLockCount();
    recording.control().observe(count);
    return count;
  }

  private boolean is(BooleanSupplier locked) {
    recording.me().checkpoint();
    turn(Kind.LOCK_FAIL, Access.READ);
    boolean is = locked.getAsBoolean();
    recording.control().observe(is ? 1 : 0);
    return is;
  }

  @Override
  public Lock asReadLock() {
    throw unsupported();
  }

  @Override
  public Lock asWriteLock() {
    throw unsupported();
  }

  @Override
  public ReadWriteLock asReadWriteLock() {
    throw unsupported();
  }

  private static UnsupportedOperationException unsupported() {
    return new UnsupportedOperationException(
        "a stamped lock has no views; use TracedReadWriteLock");
  }

  @Override
  public String toString() {
    return "stamped lock '" + name + "'";
  }

  /** Whether it is the stamp of a hold that the current thread does not have. */
  private boolean isForeign(long stamp) {
    return isLockStamp(stamp) && !side(stamp).has(stamp);
  }

  private Side side(long stamp) {
    return writeSide.has(stamp) ? writeSide : readSide;
  }

  private void turn(Kind kind, Access access) {
    if (!recording.control().isLive()) {
      recording.control().turn(Intent.of(kind, id, (ModelStampedLock) lock, access));
    }
  }

  /** Reading or writing, with the stamps that each thread has of it. */
  private final class Side extends RecordedLock {

    private final boolean read;
    // By thread; each deque is touched by that thread alone.
    private final Map<Integer, Deque<Long>> held = new ConcurrentHashMap<>();

    Side(boolean read) {
      super(
          TracedStampedLock.this.recording,
          TracedStampedLock.this.id,
          TracedStampedLock.this.name,
          read);
      this.read = read;
    }

    private Deque<Long> mine() {
      return held.computeIfAbsent(recording.me().thread(), thread -> new ArrayDeque<>());
    }

    private boolean keep(long stamp) {
      if (stamp != 0) {
        mine().addLast(stamp);
      }
      return stamp != 0;
    }

    long latest() {
      return requireNonNullElse(mine().peekLast(), 0L);
    }

    boolean has(long stamp) {
      return mine().contains(stamp);
    }

    void forget(long stamp) {
      mine().removeLastOccurrence(stamp);
    }

    void failed(Recorder me) {
      recording.control().failed();
      me.record(
          Kind.LOCK_FAIL,
          Recorder.AT_ONCE | Recorder.TIMED,
          id,
          0,
          LockValue.pack(holds(), false, read));
    }

    void converted(Recorder me, long stamp) {
      keep(stamp);
      me.record(
          Kind.LOCK_ACQUIRE,
          Recorder.AT_ONCE | Recorder.TIMED,
          id,
          nextStamp(),
          LockValue.pack(holds(), false, read));
    }

    void unlock(long stamp) {
      if (!has(stamp) && !recording.isStopping()) {
        throw new IllegalMonitorStateException(
            "thread %s has no stamp %d of lock '%s'%s"
                .formatted(
                    TracedThread.currentName(), stamp, name, read ? " for reading" : " to write"));
      }
      Deque<Long> mine = mine();
      if (mine.removeLastOccurrence(stamp)) {
        mine.addLast(stamp);
      }
      unlockOwn();
    }

    boolean tryUnlock() {
      boolean holds = holds() > 0;
      if (holds) {
        unlockOwn();
      }
      return holds;
    }

    // Readers pass waiting writers, as the JDK lets them.
    @Override
    boolean takeAtOnce() {
      return barge();
    }

    @Override
    boolean barge() {
      return keep(read ? lock.tryReadLock() : lock.tryWriteLock());
    }

    @Override
    void take() throws InterruptedException {
      keep(read ? lock.readLockInterruptibly() : lock.writeLockInterruptibly());
    }

    @Override
    boolean take(long time, TimeUnit unit) throws InterruptedException {
      return keep(read ? lock.tryReadLock(time, unit) : lock.tryWriteLock(time, unit));
    }

    @Override
    void giveBack() {
      long stamp = mine().removeLast();
      if (read) {
        lock.unlockRead(stamp);
      } else {
        lock.unlockWrite(stamp);
      }
    }

    @Override
    int nextStamp() {
      return stamps.incrementAndGet();
    }

    @Override
    int holds() {
      return mine().size();
    }

    @Override
    public Shared state() {
      return (ModelStampedLock) lock;
    }

    @Override
    boolean takable(int thread, int level) {
      return read ? ModelStampedLock.readable(level) : ModelStampedLock.writable(level);
    }

    @Override
    public void unlock() {
      unlockOwn();
    }

    @Override
    public Condition newCondition() {
      throw new UnsupportedOperationException("a stamped lock has no conditions");
    }
  }
}
