package io.interleave.engine.analysis.contention;

import io.interleave.engine.analysis.blocking.Blocking;
import io.interleave.engine.analysis.blocking.Chain;
import io.interleave.engine.analysis.blocking.Link;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** The longest chain of threads that wait for each other, over time, in the order of the trace. */
final class Chains {

  private final Trace trace;
  private final Blocking blocking;
  private final TreeSet<Integer> waiting = new TreeSet<>();
  // When each chain began to be the longest, which it is until the next one does.
  private final Times since = new Times();
  private final List<LongestChain> chains = new ArrayList<>();
  private long now;

  Chains(Trace trace) {
    this.trace = trace;
    this.blocking = new Blocking(trace);
  }

  void event(int seq) {
    blocking.event(seq);
    int thread = trace.thread(seq);
    Kind kind = trace.kind(seq);
    now = Math.max(now, trace.t(seq));
    boolean changes = blocking.isWaiting(thread) ? waiting.add(thread) : waiting.remove(thread);
    boolean releases = kind == Kind.LOCK_RELEASE || kind == Kind.SEMAPHORE_RELEASE;
    if (changes || releases || current().depth() > 0) {
      set(waiting.size() < 2 ? LongestChain.NONE : deepest());
    }
  }

  private LongestChain current() {
    return chains.isEmpty() ? LongestChain.NONE : chains.getLast();
  }

  private LongestChain deepest() {
    LongestChain deepest = LongestChain.NONE;
    for (int thread : waiting) {
      int next = blocking.waitsFor(thread);
      if (next != 0 && waiting.contains(next)) {
        Chain chain = blocking.chain(thread);
        if (chain.depth() > deepest.depth()) {
          deepest =
              new LongestChain(chain.depth(), chain.links().stream().map(Link::thread).toList());
        }
      }
    }
    return deepest;
  }

  private void set(LongestChain chain) {
    if (!chains.isEmpty() && since.at(since.size() - 1) == now) {
      // What lasted for no time never was.
      since.removeLast();
      chains.removeLast();
    }
    if (chain.depth() != current().depth()) {
      since.add(now);
      chains.add(chain);
    }
  }

  /** The first of the longest that lasted for some time in a range. */
  LongestChain longest(long from, long to) {
    LongestChain longest = LongestChain.NONE;
    int first = Math.max(0, since.firstFrom(from + 1) - 1);
    for (int i = first; from < to && i < since.size() && since.at(i) < to; i++) {
      if (chains.get(i).depth() > longest.depth()) {
        longest = chains.get(i);
      }
    }
    return longest;
  }
}
