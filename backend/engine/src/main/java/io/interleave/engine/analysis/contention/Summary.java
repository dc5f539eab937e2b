package io.interleave.engine.analysis.contention;

/**
 * Some durations, in nanoseconds; all 0 if there are none.
 *
 * @param total exact, as are count and max
 * @param p50 what half of them do not exceed, to three digits, as are the others
 */
public record Summary(long count, long total, long max, long p50, long p95, long p99) {}
