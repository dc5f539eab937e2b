package io.interleave.server.run;

import io.interleave.engine.event.Trace;
import io.interleave.server.store.Run;

/** Is told of every run that has ended, by the thread that ended it. */
@FunctionalInterface
public interface RunListener {

  /**
   * A run ended.
   *
   * @param trace all of it; empty for a run that never began
   */
  void ended(Run run, Trace trace);
}
