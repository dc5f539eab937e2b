package io.interleave.engine.run;

import io.interleave.engine.event.Finding;
import io.interleave.engine.event.Trace;

/**
 * Follows a run; called by one thread, in the order of the trace. What it takes delays the run's
 * end, never its threads.
 */
public interface Observer {

  /** Events up to {@code to} are there; the ones before {@code from} were told before. */
  void events(Trace trace, int from, int to);

  /** The analysis found something in the events told so far. */
  void finding(Finding finding);

  /** Nothing more comes; all threads of the run have ended, or the reason says that one did not. */
  void end(Trace trace, End end);
}
