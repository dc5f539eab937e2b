package io.interleave.engine.analysis.contention;

import java.util.List;

/**
 * A chain of threads, each of which waits for the next.
 *
 * @param depth how many of them wait, at least two; 0 if there was none
 * @param threads the one at the root last; in a cycle, all wait
 */
public record LongestChain(int depth, List<Integer> threads) {

  static final LongestChain NONE = new LongestChain(0, List.of());

  public LongestChain {
    threads = List.copyOf(threads);
  }
}
