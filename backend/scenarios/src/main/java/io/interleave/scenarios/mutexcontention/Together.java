package io.interleave.scenarios.mutexcontention;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts how many threads are inside, and remembers the most; unrecorded. Thread-safe. */
final class Together {

  private final AtomicInteger inside = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();

  void enter() {
    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
  }

  void leave() {
    inside.decrementAndGet();
  }

  int most() {
    return most.get();
  }
}
