package io.interleave.engine.primitive;

import io.interleave.engine.control.Shared;
import io.interleave.engine.event.ObjectInfo;
import io.interleave.engine.event.ObjectType;
import io.interleave.engine.record.Recording;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A recorded {@link ReentrantLock}. Thread-safe. */
public final class TracedReentrantLock extends RecordedLock implements Monitor {

  private final ReentrantLock lock;
  // Stamped while held: guarded by lock.
  private int stamp;

  public TracedReentrantLock(String name) {
    this(name, false);
  }

  /**
   * @param fair whether the longest waiting thread goes next
   */
  public TracedReentrantLock(String name, boolean fair) {
    this(Recording.current(), name, fair, false);
  }

  /**
   * One whose owner inherits the priority of those who wait for it, where priorities count: in
   * controlled runs. The JDK has no such lock, so in a live run this is an ordinary one.
   */
  public static TracedReentrantLock inheriting(String name) {
    return new TracedReentrantLock(Recording.current(), name, false, true);
  }

  private TracedReentrantLock(Recording recording, String name, boolean fair, boolean inheriting) {
    super(
        recording,
        recording.declare(ObjectInfo.of(ObjectType.REENTRANT_LOCK, name).withFair(fair)),
        name,
        false);
    this.lock =
        recording.control().isLive()
            ? new ReentrantLock(fair)
            : new ModelLock(recording, inheriting);
  }

  // A fair lock lets nobody past its queue.
  @Override
  boolean takeAtOnce() {
    return (!lock.isFair() || lock.isHeldByCurrentThread() || !lock.hasQueuedThreads())
        && lock.tryLock();
  }

  @Override
  boolean barge() {
    return lock.tryLock();
  }

  @Override
  void take() throws InterruptedException {
    lock.lockInterruptibly();
  }

  @Override
  boolean take(long time, TimeUnit unit) throws InterruptedException {
    return lock.tryLock(time, unit);
  }

  @Override
  void giveBack() {
    lock.unlock();
  }

  @Override
  public Shared state() {
    return model();
  }

  private ModelLock model() {
    return (ModelLock) lock;
  }

  @Override
  boolean takable(int thread, int level) {
    return level == 0 || level == thread;
  }

  /**
   * Lets go of one hold.
   *
   * @throws IllegalMonitorStateException if the current thread does not hold it
   */
  @Override
  public void unlock() {
    unlockOwn();
  }

  @Override
  public Condition newCondition() {
    return newCondition(name + " condition");
  }

  /** A recorded condition of this lock, with a name. */
  public Condition newCondition(String conditionName) {
    return new TracedCondition(recording, this, lock.newCondition(), conditionName);
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

  @Override
  public void letGo() {
    model().letGo();
  }

  @Override
  public void takeBack(int holds) {
    model().takeBack(holds);
  }

  public boolean isHeldByCurrentThread() {
    return lock.isHeldByCurrentThread();
  }
}
