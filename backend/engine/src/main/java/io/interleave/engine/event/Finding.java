package io.interleave.engine.event;

import java.util.List;

/**
 * Something the analysis proved about a trace.
 *
 * @param type one of the types of docs/trace-format.md
 * @param witness of a possible finding, how far each thread goes in an order of the trace's events
 *     that shows it; empty for most
 * @param message a sentence for a learner
 */
public record Finding(
    String type,
    Certainty certainty,
    List<Integer> threads,
    List<Integer> objects,
    List<Long> events,
    List<Prefix> witness,
    Text message) {

  /** Whether it happened in this trace or would under another schedule. */
  public enum Certainty {
    OBSERVED,
    POSSIBLE
  }

  /**
   * The events of a thread up to and with one of them.
   *
   * @param seq of its last event, 0 for none
   */
  public record Prefix(int thread, long seq) {}

  /** A finding that needs no witness. */
  public Finding(
      String type,
      Certainty certainty,
      List<Integer> threads,
      List<Integer> objects,
      List<Long> events,
      Text message) {
    this(type, certainty, threads, objects, events, List.of(), message);
  }

  public Finding {
    threads = List.copyOf(threads);
    objects = List.copyOf(objects);
    events = List.copyOf(events);
    witness = List.copyOf(witness);
  }
}
