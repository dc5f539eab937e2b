package io.interleave.engine.primitive;

import io.interleave.engine.control.Control;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.LockValue;
import io.interleave.engine.event.ObjectInfo;
import io.interleave.engine.event.ObjectType;
import io.interleave.engine.event.WakeReason;
import io.interleave.engine.record.Recorder;
import io.interleave.engine.record.Recording;
import io.interleave.engine.record.RunStopped;
import java.util.ArrayDeque;
import java.util.Date;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;

/**
 * A recorded condition of a recorded lock.
 *
 * <p>The JDK wakes waiters in the order in which they began to wait and does not say which signal
 * woke whom; this keeps the same queue beside it, under the same lock, to know. A waiter that times
 * out in the very moment of a signal hands it on, as in the JDK. All methods need the lock.
 */
@SuppressWarnings("WaitNotInLoop") // the predicate loop is the caller's
final class TracedCondition implements Condition {

  private static final class Waiter {
    // The stamp of the signal meant for it, 0 for none yet.
    int signal;
  }

  private final Recording recording;
  private final Monitor monitor;
  private final Condition condition;
  private final String name;
  private final int id;
  // Guarded by the lock. invariant: the waiters without a signal, in the order in which they came
  private final ArrayDeque<Waiter> waiters = new ArrayDeque<>();
  private int stamp;

  TracedCondition(Recording recording, Monitor monitor, Condition condition, String name) {
    this.recording = recording;
    this.monitor = monitor;
    this.condition = condition;
    this.name = name;
    this.id = recording.declare(ObjectInfo.of(ObjectType.CONDITION, name).withParent(monitor.id()));
  }

  @Override
  public void await() throws InterruptedException {
    await(
        () -> {
          condition.await();
          return true;
        });
  }

  @Override
  public void awaitUninterruptibly() {
    boolean interrupted = false;
    while (true) {
      try {
        await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public long awaitNanos(long nanos) throws InterruptedException {
    long deadline = System.nanoTime() + nanos;
    await(nanos, TimeUnit.NANOSECONDS);
    return deadline - System.nanoTime();
  }

  @Override
  public boolean await(long time, TimeUnit unit) throws InterruptedException {
    return await(() -> condition.await(time, unit));
  }

  @Override
  public boolean awaitUntil(Date deadline) throws InterruptedException {
    return await(() -> condition.awaitUntil(deadline));
  }

  private boolean await(Control.Blocking wait) throws InterruptedException {
    Recorder me = recording.me();
    me.checkpoint();
    int holds = requireHeld();
    recording.control().point(Kind.CONDITION_WAIT, id);
    Waiter waiter = new Waiter();
    waiters.addLast(waiter);
    long t = recording.now();
    me.write(t, Kind.CONDITION_WAIT, 0, id, ++stamp, 0);
    me.write(
        t,
        Kind.LOCK_RELEASE,
        0,
        monitor.id(),
        monitor.nextStamp(),
        LockValue.pack(0, false, false));
    try {
      boolean signalled = recording.control().block(Kind.CONDITION_WAKE, id, wait);
      if (!signalled) {
        leave(waiter);
      }
      WakeReason reason = signalled ? WakeReason.SIGNALLED : WakeReason.TIMED_OUT;
      woken(me, 0, ++stamp, reason, signalled ? waiter.signal : 0, holds);
      return signalled;
    } catch (InterruptedException e) {
      leave(waiter);
      recheck();
      woken(me, Recorder.INTERRUPTED, me.nextSignal(), WakeReason.INTERRUPTED, 0, holds);
      throw e;
    }
  }

  private void woken(
      Recorder me, int flags, int wakeStamp, WakeReason reason, int signal, int holds) {
    recheck();
    long t = recording.now();
    me.write(t, Kind.CONDITION_WAKE, flags, id, wakeStamp, (long) signal << 2 | reason.code());
    me.write(
        t,
        Kind.LOCK_ACQUIRE,
        Recorder.AT_ONCE,
        monitor.id(),
        monitor.nextStamp(),
        LockValue.pack(holds, false, false));
  }

  private void recheck() {
    if (recording.isStopping()) {
      throw new RunStopped();
    }
  }

  private void leave(Waiter waiter) {
    waiters.remove(waiter);
    Waiter next = waiter.signal == 0 ? null : waiters.pollFirst();
    if (next != null) {
      next.signal = waiter.signal;
    }
  }

  @Override
  public void signal() {
    if (!recordSignal(Kind.CONDITION_SIGNAL, 1)) {
      return;
    }
    condition.signal();
  }

  @Override
  public void signalAll() {
    if (!recordSignal(Kind.CONDITION_SIGNAL_ALL, Integer.MAX_VALUE)) {
      return;
    }
    condition.signalAll();
  }

  private boolean recordSignal(Kind kind, int most) {
    if (recording.isStopping()) {
      return false; // every waiter is being interrupted
    }
    requireHeld();
    Recorder me = recording.me();
    recording.control().point(kind, id);
    int before = waiters.size();
    stamp++;
    for (int i = 0; i < most && !waiters.isEmpty(); i++) {
      waiters.removeFirst().signal = stamp;
    }
    me.record(kind, 0, id, stamp, before);
    return true;
  }

  private int requireHeld() {
    int holds = monitor.holds();
    if (holds == 0) {
      throw new IllegalMonitorStateException(
          "condition '%s' needs lock '%s', which thread %s does not hold"
              .formatted(name, monitor.name(), TracedThread.currentName()));
    }
    return holds;
  }
}
