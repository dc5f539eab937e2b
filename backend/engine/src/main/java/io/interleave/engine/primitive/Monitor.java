package io.interleave.engine.primitive;

/** What a condition must know of its lock. */
interface Monitor {

  int id();

  String name();

  /** The holds of the current thread, 0 if it does not hold the lock. */
  int holds();

  /** The lock's next stamp; asked by the holder. */
  int nextStamp();
}
