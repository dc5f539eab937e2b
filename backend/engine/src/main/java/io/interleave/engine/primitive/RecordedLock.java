package io.interleave.engine.primitive;

import io.interleave.engine.control.Access;
import io.interleave.engine.control.Control;
import io.interleave.engine.control.Intent;
import io.interleave.engine.control.Shared;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.LockValue;
import io.interleave.engine.record.Recorder;
import io.interleave.engine.record.Recording;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;

/**
 * How every lock is asked for: at once if possible, otherwise a request, a wait through the seam,
 * and its result.
 */
abstract class RecordedLock implements Lock {

  final Recording recording;
  final int id;
  final String name;
  private final boolean read;

  /**
   * @param read whether holding it is reading
   */
  RecordedLock(Recording recording, int id, String name, boolean read) {
    this.recording = recording;
    this.id = id;
    this.name = name;
    this.read = read;
  }

  /** Takes it if that is possible without passing anyone that it must not pass. */
  abstract boolean takeAtOnce();

  /** Takes it if it is free, past whoever waits, as {@link Lock#tryLock} does. */
  abstract boolean barge();

  /** Waits for it. */
  abstract void take() throws InterruptedException;

  /** Waits for it, but not longer than this. */
  abstract boolean take(long time, TimeUnit unit) throws InterruptedException;

  /** Gives one hold back, without a record. */
  abstract void giveBack();

  /** Its next stamp; asked by the holder. */
  abstract int nextStamp();

  /** The holds of the current thread. */
  abstract int holds();

  /** Its state, for a scheduler. */
  public abstract Shared state();

  /** Whether a thread can take it when its state is at this level. */
  abstract boolean takable(int thread, int level);

  @Override
  public final void lock() {
    Recorder me = recording.me();
    int flags = turn(me, Intent.NEVER, false);
    if (takeAtOnce()) {
      taken(me, flags);
      return;
    }
    request(me, holds(), false);
    Waiting.blockUninterruptibly(me, this::taking);
    taken(me, 0);
  }

  @Override
  public final void lockInterruptibly() throws InterruptedException {
    Recorder me = recording.me();
    int flags = turn(me, Intent.NEVER, true);
    if (!recording.control().isInterrupted() && takeAtOnce()) {
      taken(me, flags);
      return;
    }
    if (flags != 0) {
      request(me, holds(), (flags & Recorder.TIMED) != 0);
    }
    await(me, this::taking);
    taken(me, 0);
  }

  @Override
  public final boolean tryLock() {
    Recorder me = recording.me();
    if (!recording.control().isLive()) {
      recording.control().turn(Intent.of(Kind.LOCK_REQUEST, id, state(), access()));
    }
    boolean held = barge();
    recording.control().observe(held ? 1 : 0);
    if (held) {
      taken(me, Recorder.AT_ONCE | Recorder.TIMED);
      return true;
    }
    me.checkpoint();
    recording.control().failed();
    me.record(Kind.LOCK_FAIL, Recorder.AT_ONCE | Recorder.TIMED, id, 0, value(holds()));
    return false;
  }

  @Override
  public final boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
    Recorder me = recording.me();
    int flags = turn(me, unit.toNanos(Math.max(0, time)), true);
    if (!recording.control().isInterrupted() && takeAtOnce()) {
      taken(me, flags);
      return true;
    }
    if (flags != 0) {
      request(me, holds(), true);
    }
    boolean held = await(me, () -> take(time, unit));
    if (held) {
      taken(me, 0);
    }
    return held;
  }

  /** Where asking for it begins; the flags of a result that did not have to wait. */
  private int turn(Recorder me, long nanos, boolean interruptible) {
    Control control = recording.control();
    boolean timed = nanos != Intent.NEVER || (interruptible && control.isInterrupted());
    if (!control.isLive()) {
      int holds = holds();
      int thread = me.thread();
      Intent intent =
          Intent.of(Kind.LOCK_REQUEST, id, state(), access())
              .when(level -> takable(thread, level), () -> request(me, holds, timed))
              .within(nanos);
      if (control.turn(interruptible ? intent.interruptibly() : intent)) {
        return 0;
      }
    }
    return timed ? Recorder.AT_ONCE | Recorder.TIMED : Recorder.AT_ONCE;
  }

  // Readers come and go in any order.
  private Access access() {
    return read ? Access.ADD : Access.WRITE;
  }

  private boolean taking() throws InterruptedException {
    take();
    return true;
  }

  private boolean await(Recorder me, Control.Blocking wait) throws InterruptedException {
    return Waiting.block(me, wait, Kind.LOCK_FAIL, id, value(holds()));
  }

  private void request(Recorder me, int holds, boolean timed) {
    me.checkpoint();
    me.record(Kind.LOCK_REQUEST, id, LockValue.pack(holds, timed, read));
  }

  private void taken(Recorder me, int flags) {
    if (recording.isStopping()) {
      giveBack();
      me.checkpoint();
    }
    me.record(Kind.LOCK_ACQUIRE, flags, id, nextStamp(), value(holds()));
  }

  /** The current thread is about to let go of one hold. */
  final void turnToRelease() {
    if (!recording.control().isLive()) {
      recording.control().turn(Intent.of(Kind.LOCK_RELEASE, id, state(), access()));
    }
  }

  /** Records that the current thread, which holds it, lets go of one hold. */
  final void recordRelease(int holdsAfter) {
    recording.me().record(Kind.LOCK_RELEASE, 0, id, nextStamp(), value(holdsAfter));
  }

  /**
   * Lets go of one hold, for locks that know their holder.
   *
   * @throws IllegalMonitorStateException if the current thread has none
   */
  final void unlockOwn() {
    int holds = holds();
    if (recording.isStopping()) {
      if (holds > 0) {
        giveBack();
      }
      return;
    }
    if (holds == 0) {
      throw new IllegalMonitorStateException(
          "lock '%s' is not held%s by thread %s"
              .formatted(name, read ? " for reading" : "", TracedThread.currentName()));
    }
    turnToRelease();
    recordRelease(holds - 1);
    giveBack();
  }

  private long value(int holds) {
    return LockValue.pack(holds, false, read);
  }
}
