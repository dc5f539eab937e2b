package io.interleave.engine.primitive;

import io.interleave.engine.control.Shared;

/** What a condition must know of its lock. */
interface Monitor {

  int id();

  String name();

  /** The holds of the current thread, 0 if it does not hold the lock. */
  int holds();

  /** Its read holds beside them, which a wait on a condition gives back too, as in the JDK. */
  default int readHolds() {
    return 0;
  }

  /** The lock's next stamp; asked by the holder. */
  int nextStamp();

  /** Its state, for a scheduler. */
  Shared state();

  /** In a controlled run: gives all holds of the current thread back. */
  void letGo();

  /** In a controlled run: takes so many holds, the lock being free. */
  void takeBack(int holds);
}
