package io.interleave.engine.record;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** A thread of the JDK's, platform or virtual. */
final class LiveStrand implements Strand {

  private final Recorder recorder;
  private final Thread thread;

  LiveStrand(Recorder recorder, Runnable life) {
    this.recorder = recorder;
    this.thread =
        recorder.info().virtual()
            ? Thread.ofVirtual().name(recorder.info().name()).unstarted(life)
            : new RecordingThread(recorder, life);
  }

  @Override
  public void start() {
    Recording recording = recorder.recording();
    recording.starting(thread, recorder);
    try {
      thread.start();
    } catch (OutOfMemoryError e) {
      recording.ended(thread); // the system has no thread left to give
      throw e;
    }
  }

  @Override
  public Thread.State state() {
    return thread.getState();
  }

  @Override
  public void await() throws InterruptedException {
    thread.join();
  }

  @Override
  public boolean await(Duration timeout) throws InterruptedException {
    return thread.join(timeout);
  }

  @Override
  public void interrupt() {
    if (thread.isVirtual()) {
      RecordingThread.recordInterrupt(recorder);
    }
    thread.interrupt();
  }

  @Override
  public boolean isInterrupted() {
    return thread.isInterrupted();
  }

  @Override
  @SuppressWarnings("ThreadPriorityCheck") // passed on, not relied on
  public void priority(int priority) {
    thread.setPriority(priority);
  }

  @Override
  public void unpark() {
    LockSupport.unpark(thread);
  }
}
