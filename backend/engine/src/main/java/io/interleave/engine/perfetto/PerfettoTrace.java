package io.interleave.engine.perfetto;

import io.interleave.engine.analysis.Timing;
import io.interleave.engine.analysis.blocking.Blocking;
import io.interleave.engine.event.Finding;
import io.interleave.engine.event.Trace;
import io.interleave.engine.wire.Json;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * A trace in the Trace Event Format, as ui.perfetto.dev imports it: docs/trace-format.md,
 * "Perfetto".
 *
 * <p>The text comes in pieces of a few hundred events, each made when it is asked for; what is kept
 * grows with threads and objects, and by a bit an event. The trace is read three times: for where
 * arrows begin, for slices, and for moments, so that a moment at which a slice begins comes after
 * it and lies in it. Not thread-safe.
 */
public final class PerfettoTrace implements Iterator<String> {

  private static final int EVENTS_A_PIECE = 200;

  private enum Part {
    HEAD,
    SLICES,
    MOMENTS,
    TAIL,
    DONE
  }

  private final int size;
  private final Timing timing;
  private final List<Finding> findings;
  private final long end;
  private final Map<String, String> about;
  private final Lines lines;
  private final Tracks tracks;
  private final Blocking blocking;
  private final StateSlices states;
  private final HoldSlices holds;
  private final Arrows arrows;
  private final Counters counters;
  private Part part = Part.HEAD;
  private int read;

  /**
   * The events that a trace has now.
   *
   * @param end when what has not ended is taken to end, in nanoseconds since the run began, and not
   *     before any event
   * @param about what else a reader should know, by name; {@code name} is the run's
   */
  public PerfettoTrace(
      Trace trace, Timing timing, List<Finding> findings, long end, Map<String, String> about) {
    this.size = trace.size();
    this.timing = timing;
    this.findings = List.copyOf(findings);
    this.end = end;
    this.about = about;
    this.lines = new Lines(trace);
    this.tracks = new Tracks(trace, lines);
    this.blocking = new Blocking(trace);
    this.states = new StateSlices(trace, timing, lines, tracks, blocking);
    this.holds = new HoldSlices(trace, lines, tracks, blocking);
    this.arrows = new Arrows(trace, lines, tracks);
    this.counters = new Counters(trace, lines, tracks);
  }

  @Override
  public boolean hasNext() {
    return part != Part.DONE;
  }

  @Override
  public String next() {
    switch (part) {
      case HEAD -> {
        head();
        part = Part.SLICES;
      }
      case SLICES -> slices();
      case MOMENTS -> moments();
      case TAIL -> {
        lines.raw("\n]}\n");
        part = Part.DONE;
      }
      case DONE -> throw new NoSuchElementException();
    }
    return lines.take();
  }

  private void head() {
    StringBuilder head = new StringBuilder();
    Json json = new Json(head).begin().name("otherData").begin();
    about.forEach(json::field);
    json.field("time", timeNote()).end().name("traceEvents").beginArray();
    lines.raw(head.toString());
    String name = about.getOrDefault("name", "run");
    tracks.declare(timing == Timing.STEPS ? name + " (1 ms is a step, not time)" : name);
    counters.begin();
    for (int seq = 1; seq <= size; seq++) {
      arrows.look(seq);
    }
  }

  private String timeNote() {
    return switch (timing) {
      case REAL -> "Microseconds since the run began.";
      case STEPS -> "A controlled run has no time: 1 ms stands for one step.";
    };
  }

  private void slices() {
    for (int last = last(); read < last; ) {
      read++;
      blocking.event(read);
      states.event(read);
      holds.event(read);
    }
    if (read == size) {
      states.end(end);
      holds.end(end);
      part = Part.MOMENTS;
      read = 0;
    }
  }

  private void moments() {
    for (int last = last(); read < last; ) {
      read++;
      arrows.event(read);
      counters.event(read);
    }
    if (read == size) {
      arrows.findings(findings);
      part = Part.TAIL;
    }
  }

  private int last() {
    return Math.min(size, read + EVENTS_A_PIECE);
  }
}
