package io.interleave.engine.primitive;

import io.interleave.engine.control.Access;
import io.interleave.engine.control.Control;
import io.interleave.engine.control.Intent;
import io.interleave.engine.control.Shared;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.ObjectInfo;
import io.interleave.engine.event.ObjectType;
import io.interleave.engine.record.Recorder;
import io.interleave.engine.record.Recording;
import io.interleave.engine.record.RunStopped;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A recorded flag that threads wait for: set wakes all of them and stays (manual reset), or wakes
 * one and is clear again (automatic reset). The JDK has none; a {@link ReentrantLock} and a {@link
 * Condition} make one. Thread-safe.
 */
public final class TracedEvent {

  private final ReentrantLock mutex = new ReentrantLock();
  private final Condition changed = mutex.newCondition();
  private final Recording recording = Recording.current();
  private final boolean autoReset;
  private final int id;
  // Guarded by mutex, like the stamp.
  private boolean set;
  private int waiters;
  // How many manual sets there were: who waits sees one even if a clear follows at once.
  private long sets;
  private int stamp;
  private final Intent setting;
  private final Intent clearing;
  private final Intent looking;
  private final Intent entering;

  private TracedEvent(String name, boolean autoReset) {
    this.autoReset = autoReset;
    ObjectInfo info = ObjectInfo.of(ObjectType.EVENT, name).withInitial(0);
    this.id = recording.declare(autoReset ? info.withCapacity(1) : info);
    Shared state =
        new Shared() {
          @Override
          public int level() {
            return TracedEvent.this.level();
          }

          @Override
          public long digest() {
            return level() & 1;
          }
        };
    this.setting = Intent.of(Kind.EVENT_SET, id, state, Access.WRITE);
    this.clearing = Intent.of(Kind.EVENT_CLEAR, id, state, Access.WRITE);
    this.looking = Intent.of(Kind.EVENT_WAIT, id, state, autoReset ? Access.WRITE : Access.READ);
    this.entering = looking.interruptibly();
  }

  /** An event that stays set until it is cleared. */
  public static TracedEvent manual(String name) {
    return new TracedEvent(name, false);
  }

  /** An event that lets one thread through for each set. */
  public static TracedEvent autoReset(String name) {
    return new TracedEvent(name, true);
  }

  public void set() {
    Recorder me = recording.me();
    me.checkpoint();
    recording.control().turn(setting);
    mutex.lock();
    try {
      set = true;
      me.record(Kind.EVENT_SET, 0, id, ++stamp, waiters);
      if (autoReset) {
        changed.signal();
      } else {
        sets++;
        changed.signalAll();
      }
    } finally {
      mutex.unlock();
    }
  }

  public void clear() {
    Recorder me = recording.me();
    me.checkpoint();
    recording.control().turn(clearing);
    mutex.lock();
    try {
      set = false;
      me.record(Kind.EVENT_CLEAR, 0, id, ++stamp, 0);
    } finally {
      mutex.unlock();
    }
  }

  public boolean isSet() {
    recording.control().turn(looking);
    mutex.lock();
    try {
      recording.control().observe(set ? 1 : 0);
      return set;
    } finally {
      mutex.unlock();
    }
  }

  /** Waits until it is set. */
  public void await() throws InterruptedException {
    await(
        Intent.NEVER,
        () -> {
          Waiting.throwIfInterrupted();
          long seen = sets;
          while (!set && sets == seen) {
            changed.await();
          }
          return true;
        });
  }

  /**
   * Waits until it is set, but not longer than this.
   *
   * @return whether it was set
   */
  public boolean await(Duration timeout) throws InterruptedException {
    return await(
        Math.max(0, timeout.toNanos()),
        () -> {
          Waiting.throwIfInterrupted();
          long seen = sets;
          long left = timeout.toNanos();
          while (!set && sets == seen) {
            if (left <= 0) {
              return false;
            }
            left = changed.awaitNanos(left);
          }
          return true;
        });
  }

  private boolean await(long nanos, Control.Blocking wait) throws InterruptedException {
    Recorder me = recording.me();
    me.checkpoint();
    Control control = recording.control();
    if (!control.isLive()) {
      return awaitModelled(me, nanos);
    }
    mutex.lock();
    try {
      int flags = Recorder.AT_ONCE;
      boolean interrupted = control.isInterrupted();
      if (!set || interrupted) {
        flags = 0;
        me.request(Kind.EVENT_WAIT, nanos != Intent.NEVER || interrupted, id, 0);
        waiters++;
        try {
          if (!Waiting.block(me, wait, Kind.EVENT_FAIL, id, 0)) {
            return false;
          }
        } finally {
          waiters--;
        }
      }
      pass(me, flags);
      return true;
    } finally {
      mutex.unlock();
    }
  }

  /** Looks in one step, and where it is not set wakes in another: a set between them counts. */
  private boolean awaitModelled(Recorder me, long nanos) throws InterruptedException {
    Control control = recording.control();
    control.turn(entering);
    if (control.isInterrupted()) {
      me.request(Kind.EVENT_WAIT, true, id, 0);
      return Waiting.block(me, () -> true, Kind.EVENT_FAIL, id, 0);
    }
    int flags = Recorder.AT_ONCE;
    if (!set) {
      flags = 0;
      me.request(Kind.EVENT_WAIT, nanos != Intent.NEVER, id, 0);
      waiters++;
      long seen = sets;
      control.turn(
          Intent.of(Kind.EVENT_WAKE, id, this::level, looking.access())
              .when(level -> autoReset ? (level & 1) == 1 : level >> 1 > seen, () -> {})
              .within(nanos)
              .interruptiblyWhileWaiting());
      waiters--;
      if (!Waiting.block(me, () -> true, Kind.EVENT_FAIL, id, 0)) {
        return false;
      }
    }
    pass(me, flags);
    return true;
  }

  private void pass(Recorder me, int flags) {
    if (recording.isStopping()) {
      throw new RunStopped();
    }
    if (autoReset) {
      set = false;
    }
    me.record(Kind.EVENT_WAKE, flags, id, ++stamp, 0);
  }

  /** Whether it is set, and above that bit how often it was. */
  private int level() {
    return (int) sets << 1 | (set ? 1 : 0);
  }
}
