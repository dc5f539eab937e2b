package io.interleave.engine.analysis.contention;

import java.util.List;

/**
 * How much was waited for one object in a range of time.
 *
 * @param obtained how often a thread got what it asked for
 * @param contended of those, how many had to wait for it
 * @param waits how long threads waited, also for what they did not get
 * @param holds how long they kept a lock or permits, or a task ran
 * @param blocking of locks and semaphores, who kept whom waiting, the longest first
 */
public record Contended(
    int object,
    Operation operation,
    long obtained,
    long contended,
    Summary waits,
    Summary holds,
    List<Blame> blocking) {

  public Contended {
    blocking = List.copyOf(blocking);
  }
}
