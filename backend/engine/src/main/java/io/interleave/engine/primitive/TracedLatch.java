package io.interleave.engine.primitive;

import io.interleave.engine.control.Control;
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
  private final AtomicLong state;

  public TracedLatch(String name, int count) {
    this(Recording.current(), ObjectInfo.of(ObjectType.LATCH, name).withInitial(count), count);
  }

  TracedLatch(Recording recording, ObjectInfo info, int count) {
    super(count);
    this.recording = recording;
    this.id = recording.declare(info);
    this.state = new AtomicLong(count);
  }

  @Override
  public void countDown() {
    if (recording.isStopping()) {
      return; // every waiter is being interrupted
    }
    Recorder me = recording.me();
    recording.control().point(Kind.LATCH_COUNTDOWN, id);
    long before = state.getAndUpdate(TracedLatch::down);
    int left = (int) before;
    int stamp = (int) (before >>> 32);
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

  @Override
  public void await() throws InterruptedException {
    await(
        () -> {
          super.await();
          return true;
        });
  }

  @Override
  public boolean await(long timeout, TimeUnit unit) throws InterruptedException {
    return await(() -> super.await(timeout, unit));
  }

  private boolean await(Control.Blocking wait) throws InterruptedException {
    Recorder me = recording.me();
    me.checkpoint();
    recording.control().point(Kind.LATCH_AWAIT, id);
    int flags = Recorder.AT_ONCE;
    if (getCount() > 0) {
      flags = 0;
      me.record(Kind.LATCH_AWAIT, id, 0);
      if (!Waiting.block(me, Kind.LATCH_PASS, id, wait, Kind.LATCH_FAIL, 0)) {
        return false;
      }
    }
    if (recording.isStopping()) {
      throw new RunStopped();
    }
    int stamp = (int) (state.addAndGet(STAMP) >>> 32);
    me.record(Kind.LATCH_PASS, flags, id, stamp, 0);
    return true;
  }
}
