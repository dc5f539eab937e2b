package io.interleave.engine.primitive;

import io.interleave.engine.event.Kind;
import io.interleave.engine.event.LockValue;
import io.interleave.engine.event.ObjectInfo;
import io.interleave.engine.event.ObjectType;
import io.interleave.engine.record.Recorder;
import io.interleave.engine.record.Recording;
import io.interleave.engine.record.RunStopped;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A recorded {@link ReentrantReadWriteLock}: one object in the trace, with read and write holds.
 * Thread-safe.
 */
public final class TracedReadWriteLock implements ReadWriteLock {

  private final ReentrantReadWriteLock lock;
  // Stamped around: readers overlap.
  private final AtomicInteger stamps = new AtomicInteger();
  private final Recording recording = Recording.current();
  private final String name;
  private final int id;
  private final Side readSide;
  private final Side writeSide;

  public TracedReadWriteLock(String name) {
    this(name, false);
  }

  /**
   * @param fair whether the longest waiting thread goes next
   */
  public TracedReadWriteLock(String name, boolean fair) {
    this.lock = new ReentrantReadWriteLock(fair);
    this.name = name;
    this.id = recording.declare(ObjectInfo.of(ObjectType.READ_WRITE_LOCK, name).withFair(fair));
    this.readSide = new Side(lock.readLock(), true);
    this.writeSide = new Side(lock.writeLock(), false);
  }

  @Override
  public Lock readLock() {
    return readSide;
  }

  @Override
  public Lock writeLock() {
    return writeSide;
  }

  private final class Side implements Lock, Monitor {

    private final Lock side;
    private final boolean read;

    Side(Lock side, boolean read) {
      this.side = side;
      this.read = read;
    }

    @Override
    public void lock() {
      Recorder me = recording.me();
      recording.control().point(Kind.LOCK_REQUEST, id);
      if (tryAtOnce()) {
        acquired(me, Recorder.AT_ONCE);
        return;
      }
      request(me, false);
      Waiting.blockUninterruptibly(me, Kind.LOCK_ACQUIRE, id, this::acquire);
      acquired(me, 0);
    }

    @Override
    public void lockInterruptibly() throws InterruptedException {
      Recorder me = recording.me();
      recording.control().point(Kind.LOCK_REQUEST, id);
      if (tryAtOnce()) {
        acquired(me, Recorder.AT_ONCE);
        return;
      }
      request(me, false);
      Waiting.block(me, Kind.LOCK_ACQUIRE, id, this::acquire, Kind.LOCK_FAIL, value(holds()));
      acquired(me, 0);
    }

    @Override
    public boolean tryLock() {
      Recorder me = recording.me();
      recording.control().point(Kind.LOCK_REQUEST, id);
      if (side.tryLock()) {
        acquired(me, Recorder.AT_ONCE | Recorder.TIMED);
        return true;
      }
      me.checkpoint();
      me.record(Kind.LOCK_FAIL, Recorder.AT_ONCE | Recorder.TIMED, id, 0, value(holds()));
      return false;
    }

    @Override
    public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
      Recorder me = recording.me();
      recording.control().point(Kind.LOCK_REQUEST, id);
      if (tryAtOnce()) {
        acquired(me, Recorder.AT_ONCE | Recorder.TIMED);
        return true;
      }
      request(me, true);
      boolean held =
          Waiting.block(
              me,
              Kind.LOCK_ACQUIRE,
              id,
              () -> side.tryLock(time, unit),
              Kind.LOCK_FAIL,
              value(holds()));
      if (held) {
        acquired(me, 0);
      }
      return held;
    }

    @Override
    public void unlock() {
      int holds = holds();
      if (recording.isStopping()) {
        if (holds > 0) {
          side.unlock();
        }
        return;
      }
      if (holds == 0) {
        throw new IllegalMonitorStateException(
            "the %s side of lock '%s' is not held by thread %s"
                .formatted(read ? "read" : "write", name, TracedThread.currentName()));
      }
      Recorder me = recording.me();
      recording.control().point(Kind.LOCK_RELEASE, id);
      me.record(Kind.LOCK_RELEASE, 0, id, nextStamp(), value(holds - 1));
      side.unlock();
    }

    /**
     * @throws UnsupportedOperationException on the read side
     */
    @Override
    public Condition newCondition() {
      return new TracedCondition(recording, this, side.newCondition(), name + " condition");
    }

    private boolean acquire() throws InterruptedException {
      side.lockInterruptibly();
      return true;
    }

    // Whoever finds a queue joins it: a reader that slips past a waiting writer would starve it.
    private boolean tryAtOnce() {
      boolean mine = lock.isWriteLockedByCurrentThread() || lock.getReadHoldCount() > 0;
      return (mine || !lock.hasQueuedThreads()) && side.tryLock();
    }

    private void request(Recorder me, boolean timed) {
      me.checkpoint();
      me.record(Kind.LOCK_REQUEST, id, LockValue.pack(holds(), timed, read));
    }

    private void acquired(Recorder me, int flags) {
      if (recording.isStopping()) {
        side.unlock();
        throw new RunStopped();
      }
      me.record(Kind.LOCK_ACQUIRE, flags, id, nextStamp(), value(holds()));
    }

    private long value(int holds) {
      return LockValue.pack(holds, false, read);
    }

    @Override
    public int id() {
      return id;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public int holds() {
      return read ? lock.getReadHoldCount() : lock.getWriteHoldCount();
    }

    @Override
    public int nextStamp() {
      return stamps.incrementAndGet();
    }
  }
}
