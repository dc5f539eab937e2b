package io.interleave.engine.primitive;

import io.interleave.engine.event.Kind;
import io.interleave.engine.event.LockValue;
import io.interleave.engine.event.ObjectInfo;
import io.interleave.engine.event.ObjectType;
import io.interleave.engine.record.Recorder;
import io.interleave.engine.record.Recording;
import io.interleave.engine.record.RunStopped;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** A recorded {@link ReentrantLock}. Thread-safe. */
public final class TracedReentrantLock implements Lock, Monitor {

  private final ReentrantLock lock;
  private final Recording recording = Recording.current();
  private final String name;
  private final int id;
  // Stamped while held: guarded by lock.
  private int stamp;

  public TracedReentrantLock(String name) {
    this(name, false);
  }

  /**
   * @param fair whether the longest waiting thread goes next
   */
  public TracedReentrantLock(String name, boolean fair) {
    this.lock = new ReentrantLock(fair);
    this.name = name;
    this.id = recording.declare(ObjectInfo.of(ObjectType.REENTRANT_LOCK, name).withFair(fair));
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
    Waiting.blockUninterruptibly(
        me,
        Kind.LOCK_ACQUIRE,
        id,
        () -> {
          lock.lockInterruptibly();
          return true;
        });
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
    Waiting.block(
        me,
        Kind.LOCK_ACQUIRE,
        id,
        () -> {
          lock.lockInterruptibly();
          return true;
        },
        Kind.LOCK_FAIL,
        LockValue.pack(0, false, false));
    acquired(me, 0);
  }

  @Override
  public boolean tryLock() {
    Recorder me = recording.me();
    recording.control().point(Kind.LOCK_REQUEST, id);
    if (lock.tryLock()) {
      acquired(me, Recorder.AT_ONCE | Recorder.TIMED);
      return true;
    }
    me.checkpoint();
    me.record(
        Kind.LOCK_FAIL, Recorder.AT_ONCE | Recorder.TIMED, id, 0, LockValue.pack(0, false, false));
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
            () -> lock.tryLock(time, unit),
            Kind.LOCK_FAIL,
            LockValue.pack(0, false, false));
    if (held) {
      acquired(me, 0);
    }
    return held;
  }

  /**
   * Lets go of one hold.
   *
   * @throws IllegalMonitorStateException if the current thread does not hold it
   */
  @Override
  public void unlock() {
    int holds = lock.getHoldCount();
    if (recording.isStopping()) {
      if (holds > 0) {
        lock.unlock();
      }
      return;
    }
    if (holds == 0) {
      throw new IllegalMonitorStateException(
          "lock '%s' is not held by thread %s".formatted(name, TracedThread.currentName()));
    }
    Recorder me = recording.me();
    recording.control().point(Kind.LOCK_RELEASE, id);
    me.record(Kind.LOCK_RELEASE, 0, id, ++stamp, LockValue.pack(holds - 1, false, false));
    lock.unlock();
  }

  @Override
  public Condition newCondition() {
    return newCondition(name + " condition");
  }

  /** A recorded condition of this lock, with a name. */
  public Condition newCondition(String conditionName) {
    return new TracedCondition(recording, this, lock.newCondition(), conditionName);
  }

  // A fair lock lets nobody past its queue.
  private boolean tryAtOnce() {
    return (!lock.isFair() || lock.isHeldByCurrentThread() || !lock.hasQueuedThreads())
        && lock.tryLock();
  }

  private void request(Recorder me, boolean timed) {
    me.checkpoint();
    me.record(Kind.LOCK_REQUEST, id, LockValue.pack(0, timed, false));
  }

  private void acquired(Recorder me, int flags) {
    if (recording.isStopping()) {
      lock.unlock();
      throw new RunStopped();
    }
    me.record(
        Kind.LOCK_ACQUIRE, flags, id, ++stamp, LockValue.pack(lock.getHoldCount(), false, false));
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
    return lock.getHoldCount();
  }

  @Override
  public int nextStamp() {
    return ++stamp;
  }

  public boolean isHeldByCurrentThread() {
    return lock.isHeldByCurrentThread();
  }
}
