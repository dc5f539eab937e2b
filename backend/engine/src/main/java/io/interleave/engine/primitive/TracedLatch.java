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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A recorded {@link CountDownLatch}. Thread-safe. */
public final class TracedLatch extends CountDownLatch {

  private static final long STAMP = 1L << 32;

  private final Recording recording;
  private final int id;
  // The stamp above, the count below: one step gives both. Stamped around.
  private final AtomicLong stamped;
  private final Shared state;
  private final Intent counting;
  private final int initial;
  // How often it was counted down; in controlled runs alone.
  private int downs;

  public TracedLatch(String name, int count) {
    this(Recording.current(), ObjectInfo.of(ObjectType.LATCH, name).withInitial(count), count);
  }

  TracedLatch(Recording recording, ObjectInfo info, int count) {
    super(count);
    this.recording = recording;
    this.id = recording.declare(info);
    this.stamped = new AtomicLong(count);
    this.initial = count;
    this.state = state();
    this.counting = Intent.of(Kind.LATCH_COUNTDOWN, id, state, Access.ADD);
  }

  @Override
  public void countDown() {
    if (recording.isStopping()) {
      return; // every waiter is being interrupted
    }
    Recorder me = recording.me();
    recording.control().turn(counting);
    long before = stamped.getAndUpdate(TracedLatch::down);
    int left = (int) before;
    int stamp = (int) (before >>> 32);
    if (!recording.control().isLive()) {
      downs++;
    }
    long t = recording.now();
    me.write(t, Kind.LATCH_COUNTDOWN, 0, id, stamp + 1, Math.max(0, left - 1));
    if (left == 1) {
      me.write(t, Kind.LATCH_OPEN, 0, id, stamp + 2, 0);
    }
    super.countDown();
  }

  // The last count takes two stamps, its own and that of the opening.
  private static long down(long state) {
    int left = (int) state;
    return switch (left) {
      case 0 -> state + STAMP;
      case 1 -> state - 1 + 2 * STAMP;
      default -> state - 1 + STAMP;
    };
  }

  private Shared state() {
    return new Shared() {
      // Goes on below zero, so that each countdown changes it by one, in whatever order they come.
      @Override
      public int level() {
        return initial - downs;
      }

      @Override
      public long digest() {
        return TracedLatch.super.getCount();
      }
    };
  }

  @Override
  public long getCount() {
    recording.control().turn(Intent.of(Kind.LATCH_AWAIT, id, state, Access.READ));
    long count = super.getCount();
    recording.control().observe(count);
    return count;
  }

  @Override
  public void await() throws InterruptedException {
    await(Intent.NEVER, true, this::awaitZero);
  }

  private boolean awaitZero() throws InterruptedException {
    super.await();
    return true;
  }

  @Override
  public boolean await(long timeout, TimeUnit unit) throws InterruptedException {
    return await(Math.max(0, unit.toNanos(timeout)), true, () -> super.await(timeout, unit));
  }

  /** Waits for zero; an interrupt ends that only where it really has to wait. */
  void awaitPatiently() throws InterruptedException {
    await(Intent.NEVER, false, this::awaitZero);
  }

  /** The same, for so long at most; whether it came to zero. */
  boolean awaitPatiently(long timeout, TimeUnit unit) throws InterruptedException {
    return await(
        Math.max(0, unit.toNanos(timeout)),
        false,
        () -> timeout > 0 ? super.await(timeout, unit) : super.getCount() == 0);
  }

  /**
   * @param strict whether it does not happen at all for a thread that was interrupted before
   */
  private boolean await(long nanos, boolean strict, Control.Blocking wait)
      throws InterruptedException {
    Recorder me = recording.me();
    me.checkpoint();
    Control control = recording.control();
    boolean timed = nanos != Intent.NEVER || control.isInterrupted();
    Runnable ask = () -> me.request(Kind.LATCH_AWAIT, timed, id, 0);
    Intent intent =
        Intent.of(Kind.LATCH_AWAIT, id, state, Access.READ)
            .when(level -> level <= 0, ask)
            .within(nanos);
    boolean asked;
    if (strict) {
      asked = control.turn(intent.interruptibly());
    } else {
      asked = control.turn(nanos == 0 ? intent : intent.interruptiblyWhileWaiting());
    }
    int flags = asked ? 0 : Recorder.AT_ONCE;
    if (super.getCount() > 0 || (strict && control.isInterrupted())) {
      flags = 0;
      if (!asked) {
        ask.run();
      }
      if (!Waiting.block(me, wait, Kind.LATCH_FAIL, id, 0)) {
        return false;
      }
    }
    if (recording.isStopping()) {
      throw new RunStopped();
    }
    int stamp = (int) (stamped.addAndGet(STAMP) >>> 32);
    me.record(Kind.LATCH_PASS, flags, id, stamp, 0);
    return true;
  }
}
