package io.interleave.engine.primitive;

import io.interleave.engine.control.Shared;
import java.util.concurrent.locks.StampedLock;

/**
 * A stamped lock of a controlled run. It is taken only when its scheduler found that possible;
 * nobody queues. Its level is the number of read holds, or -1 when it is held for writing. A stamp
 * is the version, which every beginning and every end of writing changes, above the bits for the
 * mode.
 */
final class ModelStampedLock extends StampedLock implements Shared {
  private static final long serialVersionUID = 1L;

  // Where the JDK has them, because its static methods tell stamps apart by these bits.
  private static final int MODE_BITS = 8;
  private static final long MODE = 255;
  private static final long READ = 1;
  private static final long WRITE = 128;

  private long version = 1;
  private int level;

  static boolean readable(int level) {
    return level >= 0;
  }

  static boolean writable(int level) {
    return level == 0;
  }

  private long stamp(long mode) {
    return version << MODE_BITS | mode;
  }

  @Override
  public long tryReadLock() {
    if (!readable(level)) {
      return 0;
    }
    level++;
    return stamp(READ);
  }

  @Override
  public long tryWriteLock() {
    if (!writable(level)) {
      return 0;
    }
    level = -1;
    version++;
    return stamp(WRITE);
  }

  @Override
  public void unlockRead(long stamp) {
    level--;
  }

  @Override
  public void unlockWrite(long stamp) {
    level = 0;
    version++;
  }

  @Override
  public long tryOptimisticRead() {
    return readable(level) ? stamp(0) : 0;
  }

  @Override
  public boolean validate(long stamp) {
    return stamp != 0 && stamp >>> MODE_BITS == version && (level >= 0 || (stamp & MODE) == WRITE);
  }

  @Override
  public int getReadLockCount() {
    return Math.max(0, level);
  }

  @Override
  public boolean isReadLocked() {
    return level > 0;
  }

  @Override
  public boolean isWriteLocked() {
    return level < 0;
  }

  @Override
  public long tryConvertToWriteLock(long stamp) {
    if (!validate(stamp)) {
      return 0;
    }
    long mode = stamp & MODE;
    if (mode == WRITE) {
      return stamp;
    }
    if (level != (mode == READ ? 1 : 0)) {
      return 0;
    }
    level = 0;
    return tryWriteLock();
  }

  @Override
  public long tryConvertToReadLock(long stamp) {
    if (!validate(stamp)) {
      return 0;
    }
    long mode = stamp & MODE;
    if (mode == READ) {
      return level > 0 ? stamp : 0;
    }
    if (mode == WRITE) {
      unlockWrite(stamp);
    }
    return tryReadLock();
  }

  @Override
  public long tryConvertToOptimisticRead(long stamp) {
    if (!validate(stamp) || ((stamp & MODE) == READ && level == 0)) {
      return 0;
    }
    switch ((int) (stamp & MODE)) {
      case (int) READ -> unlockRead(stamp);
      case (int) WRITE -> unlockWrite(stamp);
      default -> {}
    }
    return stamp(0);
  }

  @Override
  public int level() {
    return level;
  }

  @Override
  public long digest() {
    return version << 16 ^ level;
  }
}
