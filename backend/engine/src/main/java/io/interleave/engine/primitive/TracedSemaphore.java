package io.interleave.engine.primitive;

import io.interleave.engine.control.Access;
import io.interleave.engine.control.Control;
import io.interleave.engine.control.Intent;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.ObjectInfo;
import io.interleave.engine.event.ObjectType;
import io.interleave.engine.record.Recorder;
import io.interleave.engine.record.Recording;
import io.interleave.engine.record.RunStopped;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A recorded {@link Semaphore}, and its bounded form, which refuses a release too many.
 * Thread-safe.
 */
public final class TracedSemaphore extends Semaphore {
  private static final long serialVersionUID = 1L;

  private static final long UNBOUNDED = Long.MAX_VALUE;

  // Stamped around: releases before they take effect, acquires after.
  private final AtomicInteger stamps = new AtomicInteger();
  private final transient Recording recording = Recording.current();
  private final String name;
  private final int id;
  private final long bound;
  // invariant: at most bound; raised before the permits are there, lowered after they are gone
  private final AtomicLong given;

  /**
   * @param permits how many it begins with; if that is negative, so many have to be given before
   *     any can be taken
   */
  public TracedSemaphore(String name, int permits) {
    this(name, permits, false);
  }

  /**
   * @param fair whether the longest waiting thread goes next
   */
  public TracedSemaphore(String name, int permits, boolean fair) {
    this(name, permits, fair, UNBOUNDED);
  }

  private TracedSemaphore(String name, int permits, boolean fair, long bound) {
    super(permits, fair);
    this.name = name;
    this.bound = bound;
    this.given = new AtomicLong(permits);
    ObjectInfo info = ObjectInfo.of(ObjectType.SEMAPHORE, name).withInitial(permits).withFair(fair);
    this.id = recording.declare(bound == UNBOUNDED ? info : info.withCapacity(bound));
  }

  /**
   * A semaphore that never has more permits than it began with.
   *
   * @throws IllegalArgumentException if that is a negative number
   */
  public static TracedSemaphore bounded(String name, int permits) {
    if (permits < 0) {
      throw new IllegalArgumentException(
          "bounded semaphore '" + name + "' begins with 0 permits or more, not " + permits);
    }
    return new TracedSemaphore(name, permits, false, permits);
  }

  @Override
  public void acquire() throws InterruptedException {
    acquire(1);
  }

  @Override
  public void acquire(int permits) throws InterruptedException {
    acquire(
        permits,
        Intent.NEVER,
        () -> {
          super.acquire(permits);
          return true;
        });
  }

  @Override
  public void acquireUninterruptibly() {
    acquireUninterruptibly(1);
  }

  @Override
  public void acquireUninterruptibly(int permits) {
    requireCount(permits);
    Recorder me = recording.me();
    int flags = turn(me, permits, Intent.NEVER, false, false);
    if (tryAtOnce(permits)) {
      acquired(me, flags, permits);
      return;
    }
    request(me, permits, false);
    Waiting.blockUninterruptibly(
        me,
        () -> {
          super.acquire(permits);
          return true;
        });
    acquired(me, 0, permits);
  }

  @Override
  public boolean tryAcquire() {
    return tryAcquire(1);
  }

  @Override
  public boolean tryAcquire(int permits) {
    requireCount(permits);
    Recorder me = recording.me();
    recording.control().turn(requesting());
    boolean taken = super.tryAcquire(permits);
    recording.control().observe(taken ? 1 : 0);
    if (taken) {
      acquired(me, Recorder.AT_ONCE, permits);
      return true;
    }
    me.checkpoint();
    recording.control().failed();
    me.record(Kind.SEMAPHORE_FAIL, Recorder.AT_ONCE, id, 0, permits);
    return false;
  }

  @Override
  public boolean tryAcquire(long timeout, TimeUnit unit) throws InterruptedException {
    return tryAcquire(1, timeout, unit);
  }

  @Override
  public boolean tryAcquire(int permits, long timeout, TimeUnit unit) throws InterruptedException {
    return acquire(
        permits,
        Math.max(0, unit.toNanos(timeout)),
        () -> super.tryAcquire(permits, timeout, unit));
  }

  private boolean acquire(int permits, long nanos, Control.Blocking wait)
      throws InterruptedException {
    requireCount(permits);
    Recorder me = recording.me();
    Control control = recording.control();
    boolean timed = nanos != Intent.NEVER || control.isInterrupted();
    int flags = turn(me, permits, nanos, timed, true);
    if (!control.isInterrupted() && tryAtOnce(permits)) {
      acquired(me, flags, permits);
      return true;
    }
    if (flags != 0) {
      request(me, permits, timed);
    }
    boolean taken = Waiting.block(me, wait, Kind.SEMAPHORE_FAIL, id, permits);
    if (taken) {
      acquired(me, 0, permits);
    }
    return taken;
  }

  @Override
  public void release() {
    release(1);
  }

  /**
   * Gives permits.
   *
   * @throws IllegalStateException if it is bounded and would have more than it began with
   * @throws IllegalArgumentException if the number is negative
   * @throws Error if there would be more of them than an int can count
   */
  @Override
  public void release(int permits) {
    requireCount(permits);
    if (recording.isStopping()) {
      super.release(permits);
      return;
    }
    Recorder me = recording.me();
    // Releases commute, unless one of them can be refused.
    Access access = bound == UNBOUNDED ? Access.ADD : Access.WRITE;
    recording
        .control()
        .turn(Intent.of(Kind.SEMAPHORE_RELEASE, id, super::availablePermits, access));
    long after = given.addAndGet(permits);
    recording.control().observe(after > bound ? 1 : 0);
    if (after > bound) {
      given.addAndGet(-permits);
      me.record(Kind.SEMAPHORE_FAIL, id, permits);
      throw new IllegalStateException(
          "semaphore '%s' has at most %d permits; thread %s released one too many"
              .formatted(name, bound, TracedThread.currentName()));
    }
    if (after > Integer.MAX_VALUE) {
      given.addAndGet(-permits);
      throw new Error("semaphore '%s' would have %d permits".formatted(name, after));
    }
    me.record(Kind.SEMAPHORE_RELEASE, 0, id, stamps.incrementAndGet(), permits);
    super.release(permits);
  }

  /** Takes all permits that there are; where it has fewer than none, gives what it lacks. */
  @Override
  public int drainPermits() {
    Recorder me = recording.me();
    me.checkpoint();
    recording.control().turn(requesting());
    int drained = super.drainPermits();
    recording.control().observe(drained);
    if (drained > 0) {
      acquired(me, Recorder.AT_ONCE, drained);
    } else if (drained < 0) {
      given.addAndGet(-drained);
      me.record(Kind.SEMAPHORE_RELEASE, 0, id, stamps.incrementAndGet(), -drained);
    }
    return drained;
  }

  private void requireCount(int permits) {
    if (permits < 0) {
      throw new IllegalArgumentException(
          "a number of permits of '%s' is 0 or more, not %d".formatted(name, permits));
    }
  }

  // A fair semaphore lets nobody past its queue.
  private boolean tryAtOnce(int permits) {
    return (!isFair() || !hasQueuedThreads()) && super.tryAcquire(permits);
  }

  private Intent requesting() {
    return Intent.of(Kind.SEMAPHORE_REQUEST, id, super::availablePermits, Access.WRITE);
  }

  /** Where asking for permits begins; the flags of a result that did not have to wait. */
  private int turn(Recorder me, int permits, long nanos, boolean timed, boolean interruptible) {
    Control control = recording.control();
    if (!control.isLive()) {
      Intent intent =
          requesting()
              .when(level -> level >= permits, () -> request(me, permits, timed))
              .within(nanos);
      if (control.turn(interruptible ? intent.interruptibly() : intent)) {
        return 0;
      }
    }
    return Recorder.AT_ONCE;
  }

  @Override
  public int availablePermits() {
    Intent looking = Intent.of(Kind.SEMAPHORE_REQUEST, id, super::availablePermits, Access.READ);
    recording.control().turn(looking);
    int permits = super.availablePermits();
    recording.control().observe(permits);
    return permits;
  }

  private void request(Recorder me, int permits, boolean timed) {
    me.checkpoint();
    me.request(Kind.SEMAPHORE_REQUEST, timed, id, permits);
  }

  private void acquired(Recorder me, int flags, int permits) {
    if (recording.isStopping()) {
      throw new RunStopped();
    }
    given.addAndGet(-permits);
    me.record(Kind.SEMAPHORE_ACQUIRE, flags, id, stamps.incrementAndGet(), permits);
  }
}
