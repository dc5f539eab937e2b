package io.interleave.engine.primitive;

import io.interleave.engine.control.Shared;
import io.interleave.engine.record.Recording;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A reentrant lock of a controlled run, whose threads need not be threads of the JDK's. It is taken
 * only when its scheduler found it free. Its level is the thread that holds it, 0 for none.
 */
final class ModelLock extends ReentrantLock implements Shared {
  private static final long serialVersionUID = 1L;

  private final transient Recording recording;
  private final boolean inheriting;
  private int owner;
  private int holds;

  /**
   * @param inheriting whether its owner has the priority of those who wait for it
   */
  ModelLock(Recording recording, boolean inheriting) {
    this.recording = recording;
    this.inheriting = inheriting;
  }

  private int me() {
    return recording.me().thread();
  }

  @Override
  public boolean tryLock() {
    int me = me();
    if (owner != 0 && owner != me) {
      return false;
    }
    owner = me;
    holds++;
    return true;
  }

  @Override
  public void unlock() {
    if (--holds == 0) {
      owner = 0;
    }
  }

  /** Gives all holds of its owner back, for a wait on a condition. */
  void letGo() {
    holds = 0;
    owner = 0;
  }

  /** Takes so many holds at once, after a wait on a condition. */
  void takeBack(int count) {
    owner = me();
    holds = count;
  }

  @Override
  public int getHoldCount() {
    return isHeldByCurrentThread() ? holds : 0;
  }

  @Override
  public boolean isHeldByCurrentThread() {
    return owner != 0 && owner == me();
  }

  @Override
  public int level() {
    return owner;
  }

  @Override
  public int heir() {
    return inheriting ? owner : 0;
  }

  @Override
  public long digest() {
    return (long) owner << 32 | holds;
  }
}
