package io.interleave.engine.analysis.contention;

/** What one thread had to do with one object. */
final class Share {

  static final long NONE = -1;

  final Times obtained = new Times();
  final Times contended = new Times();
  final Intervals waits = new Intervals();
  // Those that others could have at the same time, and the runs of tasks.
  final Intervals shared = new Intervals();
  // When the hold began that lasts, or NONE.
  long holdFrom = NONE;
  boolean exclusive;
  // Of a lock.
  int reads;
  int writes;
  // Of a semaphore: taken and not given back.
  long permits;

  boolean holds() {
    return holdFrom != NONE;
  }

  void endSharedHold(long end) {
    shared.add(holdFrom, end);
    holdFrom = NONE;
  }
}
