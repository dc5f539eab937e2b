package io.interleave.engine.primitive;

import io.interleave.engine.control.Shared;
import io.interleave.engine.record.Recording;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A read-write lock of a controlled run, whose threads need not be threads of the JDK's. It is
 * taken only when its scheduler found that possible; nobody queues, so a reader may pass a waiting
 * writer. Its level is the number of read holds, or the writing thread, negative; 0 when it is
 * free.
 */
final class ModelReadWriteLock extends ReentrantReadWriteLock implements Shared {
  private static final long serialVersionUID = 1L;

  private final transient Recording recording;
  private final transient Map<Integer, Integer> readHolds = new HashMap<>();
  private final transient ReadLock reading = new Reading();
  private final transient WriteLock writing = new Writing();
  private int readers;
  private int writer;
  private int writeHolds;

  ModelReadWriteLock(Recording recording) {
    this.recording = recording;
  }

  static boolean readable(int thread, int level) {
    return level >= 0 || level == -thread;
  }

  static boolean writable(int thread, int level) {
    return level == 0 || level == -thread;
  }

  private int me() {
    return recording.me().thread();
  }

  @Override
  public ReadLock readLock() {
    return reading;
  }

  @Override
  public WriteLock writeLock() {
    return writing;
  }

  @Override
  public int getReadHoldCount() {
    return readHolds.getOrDefault(me(), 0);
  }

  @Override
  public int getWriteHoldCount() {
    return isWriteLockedByCurrentThread() ? writeHolds : 0;
  }

  @Override
  public boolean isWriteLockedByCurrentThread() {
    return writer != 0 && writer == me();
  }

  /**
   * Gives all write holds back, for a wait on a condition, and, as the JDK's does, the read holds
   * of the same thread with them: there are no others then.
   */
  void letGo() {
    writer = 0;
    writeHolds = 0;
    readers = 0;
  }

  /** Takes so many write holds at once, after a wait on a condition, and the read holds again. */
  void takeBack(int count) {
    writer = me();
    writeHolds = count;
    readers = getReadHoldCount();
  }

  @Override
  public int level() {
    return writer != 0 ? -writer : readers;
  }

  @Override
  public long digest() {
    return ((long) readHolds.hashCode() * 31 + writeHolds) << 32 | writer;
  }

  private final class Reading extends ReadLock {
    private static final long serialVersionUID = 1L;

    Reading() {
      super(ModelReadWriteLock.this);
    }

    @Override
    public boolean tryLock() {
      int me = me();
      if (!readable(me, level())) {
        return false;
      }
      readHolds.merge(me, 1, Integer::sum);
      readers++;
      return true;
    }

    @Override
    public void unlock() {
      readHolds.computeIfPresent(me(), (thread, holds) -> holds == 1 ? null : holds - 1);
      readers--;
    }
  }

  private final class Writing extends WriteLock {
    private static final long serialVersionUID = 1L;

    Writing() {
      super(ModelReadWriteLock.this);
    }

    @Override
    public boolean tryLock() {
      int me = me();
      if (!writable(me, level())) {
        return false;
      }
      writer = me;
      writeHolds++;
      return true;
    }

    @Override
    public void unlock() {
      if (--writeHolds == 0) {
        writer = 0;
      }
    }
  }
}
