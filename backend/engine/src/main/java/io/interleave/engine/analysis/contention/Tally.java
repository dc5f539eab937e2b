package io.interleave.engine.analysis.contention;

import org.HdrHistogram.Histogram;

/** Adds up the parts of intervals that lie in a range. */
final class Tally {

  private static final int DIGITS = 3;
  private static final Summary NONE = new Summary(0, 0, 0, 0, 0, 0);

  private final long from;
  private final long to;
  private final Histogram histogram = new Histogram(DIGITS);
  private long total;
  private long max;

  Tally(long from, long to) {
    this.from = from;
    this.to = to;
  }

  /** Adds an interval; one of no length counts where it lies. */
  void add(long start, long end) {
    boolean inside = start < to && (end > from || start >= from);
    if (inside) {
      long length = Math.min(end, to) - Math.max(start, from);
      histogram.recordValue(length);
      total += length;
      max = Math.max(max, length);
    }
  }

  void add(Intervals intervals) {
    for (int i = intervals.first(from); i < intervals.size() && !intervals.isBehind(i, to); i++) {
      add(intervals.from(i), intervals.to(i));
    }
  }

  /** What was added since the last time this was asked. */
  Summary take() {
    if (histogram.getTotalCount() == 0) {
      return NONE;
    }
    Summary summary =
        new Summary(histogram.getTotalCount(), total, max, rank(50), rank(95), rank(99));
    histogram.reset();
    total = 0;
    max = 0;
    return summary;
  }

  private long rank(double percentile) {
    return Math.min(max, histogram.getValueAtPercentile(percentile));
  }
}
