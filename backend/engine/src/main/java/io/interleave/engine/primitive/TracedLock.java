package io.interleave.engine.primitive;

import io.interleave.engine.control.Shared;
import io.interleave.engine.event.ObjectInfo;
import io.interleave.engine.event.ObjectType;
import io.interleave.engine.record.Recording;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;

/**
 * A recorded primitive lock: not reentrant, so that its own holder blocks on it, and any thread may
 * release it. The JDK has none; its binary {@link Semaphore} is one. Thread-safe.
 */
public final class TracedLock extends RecordedLock {

  private final Semaphore semaphore = new Semaphore(1);
  // The thread that took it last and has not let go, 0 for none; set after taking, cleared before
  // giving back.
  private final AtomicInteger holder = new AtomicInteger();
  // Stamped around: a foreign thread may release while the holder does.
  private final AtomicInteger stamps = new AtomicInteger();

  public TracedLock(String name) {
    this(Recording.current(), name);
  }

  private TracedLock(Recording recording, String name) {
    super(recording, recording.declare(ObjectInfo.of(ObjectType.LOCK, name)), name, false);
  }

  @Override
  boolean takeAtOnce() {
    return semaphore.tryAcquire() && held();
  }

  @Override
  boolean barge() {
    return takeAtOnce();
  }

  @Override
  void take() throws InterruptedException {
    semaphore.acquire();
    held();
  }

  @Override
  boolean take(long time, TimeUnit unit) throws InterruptedException {
    return semaphore.tryAcquire(time, unit) && held();
  }

  private boolean held() {
    holder.set(recording.me().thread());
    return true;
  }

  @Override
  void giveBack() {
    semaphore.release();
  }

  /**
   * Releases it, whoever holds it.
   *
   * @throws IllegalMonitorStateException if nobody does
   */
  @Override
  public void unlock() {
    boolean over = recording.isStopping();
    if (!over) {
      turnToRelease();
    }
    int held = holder.getAndSet(0);
    recording.control().observe(held);
    if (held == 0) {
      if (over) {
        return;
      }
      throw new IllegalMonitorStateException(
          "lock '%s' is not held; thread %s released it"
              .formatted(name, TracedThread.currentName()));
    }
    if (!over) {
      recordRelease(0);
    }
    giveBack();
  }

  /**
   * @throws UnsupportedOperationException always: a condition needs a lock that knows its holder
   */
  @Override
  public Condition newCondition() {
    throw new UnsupportedOperationException(
        "a primitive lock has no conditions; use TracedReentrantLock");
  }

  @Override
  int holds() {
    return holder.get() == recording.me().thread() ? 1 : 0;
  }

  @Override
  public Shared state() {
    return holder::get;
  }

  @Override
  boolean takable(int thread, int level) {
    return level == 0;
  }

  @Override
  int nextStamp() {
    return stamps.incrementAndGet();
  }
}
