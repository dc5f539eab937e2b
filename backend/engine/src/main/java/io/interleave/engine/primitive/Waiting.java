package io.interleave.engine.primitive;

import io.interleave.engine.control.Control;
import io.interleave.engine.event.Kind;
import io.interleave.engine.record.Recorder;
import io.interleave.engine.record.RunStopped;

/**
 * The slow path of every operation that waits: through the seam, and out of it in one of three
 * ways.
 */
final class Waiting {

  private Waiting() {}

  /**
   * Waits; where that fails, records it.
   *
   * @param fail what to record when the wait gives up or is interrupted
   * @return false where it gave up
   * @throws RunStopped if the run ended meanwhile
   */
  static boolean block(Recorder me, Control.Blocking wait, Kind fail, int object, long failValue)
      throws InterruptedException {
    try {
      boolean done = me.recording().control().block(wait);
      me.checkpoint();
      if (!done) {
        me.record(fail, object, failValue);
      }
      return done;
    } catch (InterruptedException e) {
      me.checkpoint();
      me.record(fail, Recorder.INTERRUPTED, object, me.nextSignal(), failValue);
      throw e;
    }
  }

  /**
   * What the JDK's waits begin with, where this waits for something of our own.
   *
   * @throws InterruptedException if the current thread's interrupt status is set; it is clear then
   */
  static void throwIfInterrupted() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  /** The wait of a thread whose interrupt status is set: it ends before it begins. */
  static boolean interrupted() throws InterruptedException {
    boolean _ = Thread.interrupted();
    throw new InterruptedException();
  }

  /**
   * Waits through interrupts, as {@code lock()} must; the interrupt status is set again afterwards.
   *
   * <p>The end of a run interrupts too, which is why even these waits are interruptible ones
   * underneath. A wait that was interrupted begins anew at the end of the queue.
   */
  static void blockUninterruptibly(Recorder me, Control.Blocking wait) {
    boolean interrupted = false;
    while (true) {
      try {
        me.recording().control().block(wait);
        break;
      } catch (InterruptedException e) {
        me.checkpoint();
        interrupted = true;
      }
    }
    if (interrupted) {
      me.recording().control().interruptSelf();
    }
  }
}
