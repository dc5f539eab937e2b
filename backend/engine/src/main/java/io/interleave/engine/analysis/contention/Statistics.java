package io.interleave.engine.analysis.contention;

import io.interleave.engine.event.ThreadState;
import java.util.List;
import java.util.Map;

/**
 * How much threads waited for what and because of whom in a range of time, in nanoseconds.
 *
 * @param from the first moment of the range
 * @param to the first moment behind it
 * @param objects the most waited for first
 * @param blocking over all locks and semaphores, who kept whom waiting, the longest first
 * @param threads how long each thread that lived in the range was in which state
 * @param longestChain the first of the longest chains of threads that waited for each other
 */
public record Statistics(
    long from,
    long to,
    List<Contended> objects,
    List<Blame> blocking,
    Map<Integer, Map<ThreadState, Long>> threads,
    LongestChain longestChain) {

  public Statistics {
    objects = List.copyOf(objects);
    blocking = List.copyOf(blocking);
  }
}
