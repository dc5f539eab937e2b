package io.interleave.engine.run;

import io.interleave.engine.event.Outcome;

/** What a run executes, on its main thread; it may start others. */
@FunctionalInterface
public interface Program {
  Outcome run() throws Exception;
}
