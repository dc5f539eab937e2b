package io.interleave.bench;

import io.interleave.engine.record.Recorder;
import io.interleave.engine.record.Recording;
import io.interleave.engine.record.RecordingThread;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Runs a loop on fresh threads and waits for them: recorded ones and plain ones alike, so that both
 * pay for the threads.
 */
final class OnThreads {

  private OnThreads() {}

  static void plain(int threads, Runnable loop) {
    List<Thread> all = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      all.add(new Thread(loop));
    }
    runAll(all);
  }

  /**
   * The subject is made inside the recording, the loop runs on recorded threads; returns the
   * recording, not merged yet.
   */
  static <T> Recording recorded(int threads, Supplier<T> subject, Consumer<T> loop) {
    Recording recording = new Recording(Recording.MOST_EVENTS, threads + 1);
    Recorder setup = recording.open("setup", false, false, 0, false);
    setup.attach();
    T made;
    try {
      made = subject.get();
    } finally {
      setup.detach();
    }
    List<Thread> all = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      all.add(
          new RecordingThread(
              recording.open("t" + i, false, false, 0, false), () -> loop.accept(made)));
    }
    runAll(all);
    return recording;
  }

  private static void runAll(List<Thread> threads) {
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
