package io.interleave.engine.run;

import io.interleave.engine.event.Outcome;
import io.interleave.engine.primitive.TracedThread;
import io.interleave.engine.record.Recording;
import io.interleave.engine.record.RunStopped;
import io.interleave.engine.record.Strand;
import org.jspecify.annotations.Nullable;

/** A program on its main thread, and what came of its last execution. */
public final class Execute {

  private final Program program;
  // Written by the main thread before it ends.
  private volatile @Nullable Outcome outcome;
  private volatile @Nullable Throwable failure;

  public Execute(Program program) {
    this.program = program;
  }

  /** What carries the main thread, not started yet. */
  public Strand main(Recording recording) {
    outcome = null;
    failure = null;
    return TracedThread.main(recording, this::run);
  }

  private void run() {
    try {
      outcome = program.run();
    } catch (RunStopped e) {
      throw e;
    } catch (Throwable e) {
      failure = e;
    }
  }

  /** What the program returned, null if it did not. */
  public @Nullable Outcome outcome() {
    return outcome;
  }

  /** What the program threw, null if it did not. */
  public @Nullable Throwable failure() {
    return failure;
  }
}
