package io.interleave.engine.primitive;

import io.interleave.engine.control.Control;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.LockValue;
import io.interleave.engine.event.ObjectInfo;
import io.interleave.engine.event.ObjectType;
import io.interleave.engine.record.Recorder;
import io.interleave.engine.record.Recording;
import io.interleave.engine.record.RunStopped;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/**
 * A recorded primitive lock: not reentrant, so that its own holder blocks on it, and any thread may
 * release it. The JDK has none; its binary {@link Semaphore} is one. Thread-safe.
 */
public final class TracedLock implements Lock {

  private static final long FREE = LockValue.pack(0, false, false);
  private static final long HELD = LockValue.pack(1, false, false);

  private final Semaphore semaphore = new Semaphore(1);
  private final AtomicBoolean locked = new AtomicBoolean();
  // Stamped around: a foreign thread may release while the holder does.
  private final AtomicInteger stamps = new AtomicInteger();
  private final Recording recording = Recording.current();
  private final String name;
  private final int id;

  public TracedLock(String name) {
    this.name = name;
    this.id = recording.declare(ObjectInfo.of(ObjectType.LOCK, name));
  }

  @Override
  public void lock() {
    Recorder me = recording.me();
    recording.control().point(Kind.LOCK_REQUEST, id);
    if (semaphore.tryAcquire()) {
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
    if (semaphore.tryAcquire()) {
      acquired(me, Recorder.AT_ONCE);
      return;
    }
    request(me, false);
    await(me, this::acquire);
    acquired(me, 0);
  }

  @Override
  public boolean tryLock() {
    Recorder me = recording.me();
    recording.control().point(Kind.LOCK_REQUEST, id);
    if (semaphore.tryAcquire()) {
      acquired(me, Recorder.AT_ONCE | Recorder.TIMED);
      return true;
    }
    me.checkpoint();
    me.record(Kind.LOCK_FAIL, Recorder.AT_ONCE | Recorder.TIMED, id, 0, FREE);
    return false;
  }

  @Override
  public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
    Recorder me = recording.me();
    recording.control().point(Kind.LOCK_REQUEST, id);
    if (semaphore.tryAcquire()) {
      acquired(me, Recorder.AT_ONCE | Recorder.TIMED);
      return true;
    }
    request(me, true);
    boolean held = await(me, () -> semaphore.tryAcquire(time, unit));
    if (held) {
      acquired(me, 0);
    }
    return held;
  }

  /**
   * Releases it, whoever holds it.
   *
   * @throws IllegalMonitorStateException if nobody does
   */
  @Override
  public void unlock() {
    if (!locked.compareAndSet(true, false)) {
      if (recording.isStopping()) {
        return;
      }
      throw new IllegalMonitorStateException(
          "lock '%s' is not held; thread %s released it"
              .formatted(name, TracedThread.currentName()));
    }
    if (!recording.isStopping()) {
      Recorder me = recording.me();
      recording.control().point(Kind.LOCK_RELEASE, id);
      me.record(Kind.LOCK_RELEASE, 0, id, stamps.incrementAndGet(), FREE);
    }
    semaphore.release();
  }

  /**
   * @throws UnsupportedOperationException always: a condition needs a lock that knows its holder
   */
  @Override
  public Condition newCondition() {
    throw new UnsupportedOperationException(
        "a primitive lock has no conditions; use TracedReentrantLock");
  }

  private boolean acquire() throws InterruptedException {
    semaphore.acquire();
    return true;
  }

  private boolean await(Recorder me, Control.Blocking wait) throws InterruptedException {
    return Waiting.block(me, Kind.LOCK_ACQUIRE, id, wait, Kind.LOCK_FAIL, FREE);
  }

  private void request(Recorder me, boolean timed) {
    me.checkpoint();
    me.record(Kind.LOCK_REQUEST, id, LockValue.pack(0, timed, false));
  }

  private void acquired(Recorder me, int flags) {
    locked.set(true);
    if (recording.isStopping()) {
      throw new RunStopped();
    }
    me.record(Kind.LOCK_ACQUIRE, flags, id, stamps.incrementAndGet(), HELD);
  }
}
