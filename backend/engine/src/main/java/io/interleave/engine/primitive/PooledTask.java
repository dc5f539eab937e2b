package io.interleave.engine.primitive;

import io.interleave.engine.event.Kind;
import io.interleave.engine.record.Recorder;
import io.interleave.engine.record.Recording;

/** One task of an executor, as the trace knows it. */
record PooledTask(Recording recording, int executor, int number) {

  /** The command with its start and end recorded around it. */
  Runnable running(Runnable command) {
    return () -> {
      start();
      try {
        command.run();
      } catch (Throwable e) {
        finish(Kind.TASK_FAIL);
        throw e;
      }
      finish(command instanceof TracedFuture<?> future ? future.ending() : Kind.TASK_END);
    };
  }

  private void start() {
    Recorder me = recording.me();
    me.checkpoint();
    recording.control().point(Kind.TASK_START, executor);
    me.record(Kind.TASK_START, executor, number);
  }

  void finish(Kind kind) {
    if (!recording.isStopping()) {
      recording.me().record(kind, executor, number);
    }
  }
}
