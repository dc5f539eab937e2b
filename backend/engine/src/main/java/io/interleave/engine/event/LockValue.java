package io.interleave.engine.event;

/**
 * The value of a lock event: hold count, whether for reading, whether the attempt gives up by
 * itself.
 */
public record LockValue(int holds, boolean timed, boolean read) {

  private static final int READ = 1;
  private static final int TIMED = 2;

  public static long pack(int holds, boolean timed, boolean read) {
    return (long) holds << 2 | (timed ? TIMED : 0) | (read ? READ : 0);
  }

  public static LockValue unpack(long packed) {
    return new LockValue((int) (packed >> 2), (packed & TIMED) != 0, (packed & READ) != 0);
  }
}
