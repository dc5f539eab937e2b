package io.interleave.engine.record;

import io.interleave.engine.event.Kind;

/** A platform thread of a live run; it records who interrupts it. */
public final class RecordingThread extends CarrierThread {

  private final Recorder recorder;

  public RecordingThread(Recorder recorder, Runnable body) {
    super(body, recorder.info().name());
    this.recorder = recorder;
    setDaemon(recorder.info().daemon());
  }

  @Override
  public Recorder recorder() {
    return recorder;
  }

  @Override
  public void interrupt() {
    recordInterrupt(recorder);
    super.interrupt();
  }

  /**
   * Records that the current thread is about to interrupt another of the same run. A thread that
   * interrupts itself, as the JDK's waits do to set a status again, sends no signal.
   */
  public static void recordInterrupt(Recorder target) {
    Recorder me = Recorder.currentOrNull();
    if (me != null
        && me.thread() != target.thread()
        && me.recording() == target.recording()
        && !me.recording().isStopping()) {
      me.record(Kind.THREAD_INTERRUPT, 0, 0, target.nextSignal(), target.thread());
    }
  }
}
