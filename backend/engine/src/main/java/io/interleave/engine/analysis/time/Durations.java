package io.interleave.engine.analysis.time;

/**
 * Durations counted by powers of two, so that any number of them takes 64 counters; a quantile is
 * known up to a factor of two. Not thread-safe.
 */
public final class Durations {

  private final long[] counts = new long[Long.SIZE];
  private long total;

  /** None. */
  public Durations() {}

  /** Adds one, in nanoseconds; less than 0 counts as 0. */
  public void add(long nanos) {
    counts[Long.SIZE - Long.numberOfLeadingZeros(Math.max(0, nanos))]++;
    total++;
  }

  public void add(Durations other) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += other.counts[i];
    }
    total += other.total;
  }

  public long count() {
    return total;
  }

  /** At most the median, and more than half of it; 0 where there are none. */
  public long medianAtLeast() {
    int bucket = medianBucket();
    return bucket == 0 ? 0 : 1L << (bucket - 1);
  }

  /** More than the median, and at most twice it; 0 where that is 0 or there are none. */
  public long medianAtMost() {
    int bucket = medianBucket();
    return bucket == 0 ? 0 : 1L << bucket;
  }

  // Of an even number, the lower of the two in the middle.
  private int medianBucket() {
    long seen = 0;
    for (int i = 0; i < counts.length; i++) {
      seen += counts[i];
      if (seen > 0 && seen >= (total + 1) / 2) {
        return i;
      }
    }
    return 0;
  }
}
