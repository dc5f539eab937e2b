package io.interleave.server.analysis;

import io.interleave.engine.analysis.Timing;
import io.interleave.engine.analysis.cause.Explain;
import io.interleave.engine.analysis.cause.Explanation;
import io.interleave.engine.analysis.contention.ContentionIndex;
import io.interleave.engine.analysis.contention.Statistics;
import io.interleave.engine.analysis.critical.CriticalPath;
import io.interleave.engine.event.Finding;
import io.interleave.engine.event.Trace;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A trace, as far as it is known, with an index for questions. Not thread-safe while it grows. */
final class Analysed {

  private final Trace trace;
  private final List<Finding> findings;
  private final Timing timing;
  private final ContentionIndex contention;
  private int read;
  private long latest;
  // Of the events up to one; a benign race computes it twice.
  private volatile @Nullable Computed path;

  private record Computed(int events, CriticalPath path) {}

  /**
   * An index of what there is.
   *
   * @param findings which may grow with the trace
   */
  Analysed(Trace trace, List<Finding> findings, Timing timing) {
    this.trace = trace;
    this.findings = findings;
    this.timing = timing;
    this.contention = new ContentionIndex(trace, timing);
    readOn();
  }

  /** Takes in the events that were added. */
  void readOn() {
    int size = trace.size();
    contention.readTo(size);
    while (read < size) {
      read++;
      latest = Math.max(latest, trace.t(read));
    }
  }

  Trace trace() {
    return trace;
  }

  List<Finding> findings() {
    return findings;
  }

  /**
   * When the trace ends.
   *
   * @param duration how long the run took, null while it goes on
   */
  long end(@Nullable Long duration) {
    return Extent.end(timing, duration, latest);
  }

  Statistics statistics(long from, long to, long end) {
    return contention.between(from, to, end);
  }

  Optional<Explanation> wait(int seq, long end) {
    return Explain.wait(trace, timing, seq, end);
  }

  CriticalPath criticalPath() {
    Computed known = path;
    if (known == null || known.events() != read) {
      known = new Computed(read, CriticalPath.of(trace, timing));
      path = known;
    }
    return known.path();
  }
}
