package io.interleave.scenarios.mutexcontention;

import io.interleave.engine.primitive.TracedAtomicInt;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The sign over a lock, which says whose account is being booked, and a tally of the clerks who
 * came to the lock while it showed another account than theirs. Thread-safe.
 */
final class Sign {

  private static final int NOBODY = 0;

  private final TracedAtomicInt account;
  private final AtomicInteger strangers;

  /**
   * @param strangers counts the clerks that have to wait for one at another account
   */
  Sign(String name, AtomicInteger strangers) {
    this.account = new TracedAtomicInt(name, NOBODY);
    this.strangers = strangers;
  }

  /** A clerk comes to the lock. */
  void look(int own) {
    int shown = account.get();
    if (shown != NOBODY && shown != own) {
      strangers.incrementAndGet();
    }
  }

  /** A clerk has the lock. */
  void show(int own) {
    account.set(own);
  }

  /** The clerk is about to let go of it. */
  void clear() {
    account.set(NOBODY);
  }
}
