package io.interleave.engine.event;

import java.util.List;

/**
 * Something the analysis proved about a trace.
 *
 * @param type one of the types of docs/trace-format.md
 * @param message a sentence for a learner
 */
public record Finding(
    String type,
    Certainty certainty,
    List<Integer> threads,
    List<Integer> objects,
    List<Long> events,
    String message) {

  /** Whether it happened in this trace or would under another schedule. */
  public enum Certainty {
    OBSERVED,
    POSSIBLE
  }

  public Finding {
    threads = List.copyOf(threads);
    objects = List.copyOf(objects);
    events = List.copyOf(events);
  }
}
