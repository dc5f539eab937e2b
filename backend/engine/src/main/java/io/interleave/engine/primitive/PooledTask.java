package io.interleave.engine.primitive;

import io.interleave.engine.event.Kind;
import io.interleave.engine.record.Recorder;
import io.interleave.engine.record.Recording;
import org.jspecify.annotations.Nullable;

/** One task of an executor, as the trace knows it. */
final class PooledTask {

  private final Recording recording;
  private final int executor;
  private final int number;
  private volatile @Nullable Recorder worker;

  PooledTask(Recording recording, int executor, int number) {
    this.recording = recording;
    this.executor = executor;
    this.number = number;
  }

  int number() {
    return number;
  }

  /** Who runs it, once it has begun. */
  @Nullable Recorder worker() {
    return worker;
  }

  /** The current thread begins to run it. */
  void start() {
    Recorder me = recording.me();
    me.checkpoint();
    worker = me;
    me.record(Kind.TASK_START, executor, number);
  }

  /**
   * The current thread has run it.
   *
   * @param thrown what the command threw, null for nothing
   */
  void ran(Runnable command, @Nullable Throwable thrown) {
    if (thrown != null) {
      finish(Kind.TASK_FAIL);
    } else {
      finish(command instanceof TracedFuture<?> future ? future.ending() : Kind.TASK_END);
    }
  }

  void finish(Kind kind) {
    if (!recording.isStopping()) {
      recording.me().record(kind, executor, number);
    }
  }
}
