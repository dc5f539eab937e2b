package io.interleave.engine.primitive;

import io.interleave.engine.control.Shared;
import io.interleave.engine.event.ObjectInfo;
import io.interleave.engine.event.ObjectType;
import io.interleave.engine.record.Recording;
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
  private final Side readSide;
  private final Side writeSide;

  public TracedReadWriteLock(String name) {
    this(name, false);
  }

  /**
   * @param fair whether the longest waiting thread goes next
   */
  public TracedReadWriteLock(String name, boolean fair) {
    Recording recording = Recording.current();
    int id = recording.declare(ObjectInfo.of(ObjectType.READ_WRITE_LOCK, name).withFair(fair));
    this.lock =
        recording.control().isLive()
            ? new ReentrantReadWriteLock(fair)
            : new ModelReadWriteLock(recording);
    this.readSide = new Side(recording, id, name, lock.readLock(), true);
    this.writeSide = new Side(recording, id, name, lock.writeLock(), false);
  }

  @Override
  public Lock readLock() {
    return readSide;
  }

  @Override
  public Lock writeLock() {
    return writeSide;
  }

  private final class Side extends RecordedLock implements Monitor {

    private final Lock side;
    private final boolean read;

    Side(Recording recording, int id, String name, Lock side, boolean read) {
      super(recording, id, name, read);
      this.side = side;
      this.read = read;
    }

    // Whoever finds a queue joins it: a reader that slips past a waiting writer would starve it.
    @Override
    boolean takeAtOnce() {
      boolean mine = lock.isWriteLockedByCurrentThread() || lock.getReadHoldCount() > 0;
      return (mine || !lock.hasQueuedThreads()) && side.tryLock();
    }

    @Override
    boolean barge() {
      return side.tryLock();
    }

    @Override
    void take() throws InterruptedException {
      side.lockInterruptibly();
    }

    @Override
    boolean take(long time, TimeUnit unit) throws InterruptedException {
      return side.tryLock(time, unit);
    }

    @Override
    public Shared state() {
      return model();
    }

    private ModelReadWriteLock model() {
      return (ModelReadWriteLock) lock;
    }

    @Override
    boolean takable(int thread, int level) {
      return read
          ? ModelReadWriteLock.readable(thread, level)
          : ModelReadWriteLock.writable(thread, level);
    }

    @Override
    public void letGo() {
      model().letGo();
    }

    @Override
    public void takeBack(int holds) {
      model().takeBack(holds);
    }

    @Override
    void giveBack() {
      side.unlock();
    }

    @Override
    public void unlock() {
      unlockOwn();
    }

    /**
     * @throws UnsupportedOperationException on the read side
     */
    @Override
    public Condition newCondition() {
      return new TracedCondition(recording, this, side.newCondition(), name + " condition");
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
    public int readHolds() {
      return lock.getReadHoldCount();
    }

    @Override
    public int nextStamp() {
      return stamps.incrementAndGet();
    }
  }
}
