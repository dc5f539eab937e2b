package io.interleave.engine.primitive;

import io.interleave.engine.control.Control;
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

  private TracedEvent(String name, boolean autoReset) {
    this.autoReset = autoReset;
    this.id = recording.declare(ObjectInfo.of(ObjectType.EVENT, name).withInitial(0));
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
    recording.control().point(Kind.EVENT_SET, id);
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
    recording.control().point(Kind.EVENT_CLEAR, id);
    mutex.lock();
    try {
      set = false;
      me.record(Kind.EVENT_CLEAR, 0, id, ++stamp, 0);
    } finally {
      mutex.unlock();
    }
  }

  public boolean isSet() {
    mutex.lock();
    try {
      return set;
    } finally {
      mutex.unlock();
    }
  }

  /** Waits until it is set. */
  public void await() throws InterruptedException {
    await(
        () -> {
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
        () -> {
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

  private boolean await(Control.Blocking wait) throws InterruptedException {
    Recorder me = recording.me();
    me.checkpoint();
    recording.control().point(Kind.EVENT_WAIT, id);
    mutex.lock();
    try {
      int flags = Recorder.AT_ONCE;
      if (!set) {
        flags = 0;
        me.record(Kind.EVENT_WAIT, id, 0);
        waiters++;
        try {
          if (!Waiting.block(me, Kind.EVENT_WAKE, id, wait, Kind.EVENT_FAIL, 0)) {
            return false;
          }
        } finally {
          waiters--;
        }
      }
      if (recording.isStopping()) {
        throw new RunStopped();
      }
      if (autoReset) {
        set = false;
      }
      me.record(Kind.EVENT_WAKE, flags, id, ++stamp, 0);
      return true;
    } finally {
      mutex.unlock();
    }
  }
}
