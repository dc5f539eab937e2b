package io.interleave.engine.analysis.contention;

/** Intervals in the order of their ends, the last of which may still be open. */
final class Intervals {

  private final Times from = new Times();
  private final Times enabled = new Times();
  private final Times to = new Times();
  // Whether the beginnings are in order too, as they are where intervals are disjoint.
  private boolean ordered = true;

  void add(long start, long end) {
    add(start, end, end);
  }

  /**
   * Adds the next one.
   *
   * @param middle from when on it lasted for no reason outside
   */
  void add(long start, long middle, long end) {
    ordered &= size() == 0 || start >= from.at(size() - 1);
    from.add(start);
    enabled.add(middle);
    to.add(end);
  }

  int size() {
    return to.size();
  }

  /** The first that may have a moment in common with a range that begins here. */
  int first(long start) {
    return to.firstFrom(start);
  }

  /** Whether neither this interval nor any after it has a moment in common with a range. */
  boolean isBehind(int index, long end) {
    return ordered && from.at(index) >= end;
  }

  long from(int index) {
    return from.at(index);
  }

  long enabled(int index) {
    return enabled.at(index);
  }

  long to(int index) {
    return to.at(index);
  }
}
