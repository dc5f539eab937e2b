package io.interleave.engine.primitive;

import io.interleave.engine.control.Access;
import io.interleave.engine.control.Control;
import io.interleave.engine.control.Intent;
import io.interleave.engine.control.Shared;
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
final class TracedCondition implements Condition, Shared {

  private static final class Waiter {
    final int thread;
    // The stamp of the signal meant for it, 0 for none yet.
    int signal;

    Waiter(int thread) {
      this.thread = thread;
    }
  }

  private final Recording recording;
  private final Monitor monitor;
  private final Condition condition;
  private final String name;
  private final int id;
  private final Intent waiting;
  private final Intent waitingInterruptibly;
  // Guarded by the lock. invariant: the waiters without a signal, in the order in which they came
  private final ArrayDeque<Waiter> waiters = new ArrayDeque<>();
  private int stamp;

  TracedCondition(Recording recording, Monitor monitor, Condition condition, String name) {
    this.recording = recording;
    this.monitor = monitor;
    this.condition = condition;
    this.name = name;
    this.id = recording.declare(ObjectInfo.of(ObjectType.CONDITION, name).withParent(monitor.id()));
    this.waiting =
        Intent.of(Kind.CONDITION_WAIT, id, this, Access.WRITE)
            .and(monitor.id(), () -> monitor.state().level(), Access.WRITE);
    this.waitingInterruptibly = waiting.interruptibly();
  }

  @Override
  public void await() throws InterruptedException {
    await(Intent.NEVER, true, this::awaitUntimed);
  }

  private boolean awaitUntimed() throws InterruptedException {
    condition.await();
    return true;
  }

  @Override
  public void awaitUninterruptibly() {
    boolean interrupted = recording.control().isLive() && Thread.interrupted();
    while (true) {
      try {
        await(Intent.NEVER, false, this::awaitUntimed);
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      recording.control().interruptSelf();
    }
  }

  @Override
  public long awaitNanos(long nanos) throws InterruptedException {
    long deadline = recording.control().elapsed() + nanos;
    await(nanos, TimeUnit.NANOSECONDS);
    return deadline - recording.control().elapsed();
  }

  @Override
  public boolean await(long time, TimeUnit unit) throws InterruptedException {
    return await(Math.max(0, unit.toNanos(time)), true, () -> condition.await(time, unit));
  }

  @Override
  @SuppressWarnings("JavaUtilDate") // the JDK's signature
  public boolean awaitUntil(Date deadline) throws InterruptedException {
    long millis = Math.max(0, deadline.getTime() - System.currentTimeMillis());
    return await(TimeUnit.MILLISECONDS.toNanos(millis), true, () -> condition.awaitUntil(deadline));
  }

  private boolean await(long nanos, boolean interruptible, Control.Blocking wait)
      throws InterruptedException {
    Recorder me = recording.me();
    me.checkpoint();
    Control control = recording.control();
    int holds = interruptible && control.isInterrupted() ? monitor.holds() : requireHeld();
    control.turn(interruptible ? waitingInterruptibly : waiting);
    if (interruptible && control.isInterrupted()) {
      // Before all else: it neither waits nor gives the lock back, so there is nothing to record.
      return control.block(Waiting::interrupted);
    }
    int reads = monitor.readHolds();
    Waiter waiter = new Waiter(me.thread());
    waiters.addLast(waiter);
    long t = recording.now();
    int flags = nanos == Intent.NEVER ? 0 : Recorder.TIMED;
    // Before the wait, of which the release of the write holds is a part.
    if (reads > 0) {
      me.write(
          t,
          Kind.LOCK_RELEASE,
          0,
          monitor.id(),
          monitor.nextStamp(),
          LockValue.pack(0, false, true));
    }
    me.write(t, Kind.CONDITION_WAIT, flags, id, ++stamp, 0);
    me.write(
        t,
        Kind.LOCK_RELEASE,
        0,
        monitor.id(),
        monitor.nextStamp(),
        LockValue.pack(0, false, false));
    try {
      boolean woken =
          control.isLive()
              ? control.block(wait)
              : awaitModelled(waiter, nanos, interruptible, holds);
      if (!woken) {
        leave(waiter);
      }
      woken(me, 0, ++stamp, reason(woken, waiter), waiter.signal, holds, reads);
      return woken;
    } catch (InterruptedException e) {
      leave(waiter);
      recheck();
      woken(me, Recorder.INTERRUPTED, me.nextSignal(), WakeReason.INTERRUPTED, 0, holds, reads);
      throw e;
    }
  }

  private static WakeReason reason(boolean woken, Waiter waiter) {
    if (!woken) {
      return WakeReason.TIMED_OUT;
    }
    return waiter.signal == 0 ? WakeReason.SPURIOUS : WakeReason.SIGNALLED;
  }

  /**
   * Who was signalled wakes and takes the lock in one step; who gives up leaves the queue in one,
   * and takes the lock in another.
   */
  private boolean awaitModelled(Waiter waiter, long nanos, boolean interruptible, int holds)
      throws InterruptedException {
    Control control = recording.control();
    monitor.letGo();
    Intent wake =
        Intent.of(Kind.CONDITION_WAKE, monitor.id(), monitor.state(), Access.WRITE)
            .and(id, this, Access.READ)
            .when(level -> level == 0 && waiter.signal != 0, () -> {})
            .within(nanos);
    control.turn(interruptible ? wake.interruptiblyWhileWaiting() : wake);
    boolean signalled = waiter.signal != 0;
    boolean ready = signalled && monitor.state().level() == 0;
    try {
      // An interrupt after the signal does not end the wait, and stays.
      return (signalled && control.isInterrupted()) || control.block(() -> true) || signalled;
    } finally {
      if (!ready) {
        if (waiter.signal == 0) {
          waiters.remove(waiter);
        }
        control.turn(
            Intent.of(Kind.LOCK_REQUEST, monitor.id(), monitor.state(), Access.WRITE)
                .when(level -> level == 0, () -> {}));
      }
      monitor.takeBack(holds);
    }
  }

  private void woken(
      Recorder me, int flags, int wakeStamp, WakeReason reason, int signal, int holds, int reads) {
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
    if (reads > 0) {
      me.write(
          t,
          Kind.LOCK_ACQUIRE,
          Recorder.AT_ONCE,
          monitor.id(),
          monitor.nextStamp(),
          LockValue.pack(reads, false, true));
    }
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
    if (recording.control().isLive()) {
      condition.signal();
    }
  }

  @Override
  public void signalAll() {
    if (!recordSignal(Kind.CONDITION_SIGNAL_ALL, Integer.MAX_VALUE)) {
      return;
    }
    if (recording.control().isLive()) {
      condition.signalAll();
    }
  }

  private boolean recordSignal(Kind kind, int most) {
    if (recording.isStopping()) {
      return false; // every waiter is being interrupted
    }
    requireHeld();
    Recorder me = recording.me();
    recording.control().turn(Intent.of(kind, id, this, Access.WRITE));
    int before = waiters.size();
    stamp++;
    for (int i = 0; i < most && !waiters.isEmpty(); i++) {
      waiters.removeFirst().signal = stamp;
    }
    me.record(kind, 0, id, stamp, before);
    return true;
  }

  /** How many wait without a signal. */
  @Override
  public int level() {
    return waiters.size();
  }

  @Override
  public long digest() {
    long digest = 1;
    for (Waiter waiter : waiters) {
      digest = digest * 31 + waiter.thread;
    }
    return digest;
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
