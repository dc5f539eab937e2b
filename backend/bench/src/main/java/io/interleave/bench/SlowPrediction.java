package io.interleave.bench;

import io.interleave.engine.event.Kind;
import io.interleave.engine.event.Trace;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * What the prediction of races is measured against: the closure by its definition, on explicit
 * sets, anew for every pair of accesses. Knows threads, one kind of lock and variables alone.
 */
final class SlowPrediction {

  private final Trace trace;
  // By seq: itself and all that it needs.
  private final List<BitSet> needs = new ArrayList<>();
  private final List<Integer> acquires = new ArrayList<>();
  private final List<Integer> releases = new ArrayList<>();

  SlowPrediction(Trace trace) {
    this.trace = trace;
    needs.add(new BitSet());
    int[] last = new int[trace.threads().last() + 1];
    for (int seq = 1; seq <= trace.size(); seq++) {
      BitSet needed = new BitSet();
      needed.or(needs.get(last[trace.thread(seq)]));
      if (trace.kind(seq) != Kind.LOCK_ACQUIRE) {
        needed.or(needs.get(trace.cause(seq)));
      }
      needed.set(seq);
      needs.add(needed);
      last[trace.thread(seq)] = seq;
      if (trace.kind(seq) == Kind.LOCK_ACQUIRE) {
        acquires.add(seq);
        releases.add(release(seq));
      }
    }
  }

  private int release(int acquire) {
    for (int seq = acquire + 1; seq <= trace.size(); seq++) {
      if (trace.kind(seq) == Kind.LOCK_RELEASE && trace.object(seq) == trace.object(acquire)) {
        return seq;
      }
    }
    return 0;
  }

  int races() {
    int races = 0;
    for (int later = 1; later <= trace.size(); later++) {
      for (int earlier = 1; earlier < later; earlier++) {
        if (conflict(earlier, later) && isRace(earlier, later)) {
          races++;
        }
      }
    }
    return races;
  }

  private boolean conflict(int one, int other) {
    return trace.kind(one) == Kind.VAR_WRITE
        && trace.kind(other) == Kind.VAR_WRITE
        && trace.object(one) == trace.object(other)
        && trace.thread(one) != trace.thread(other);
  }

  private boolean isRace(int one, int other) {
    BitSet set = new BitSet();
    set.or(needs.get(before(one)));
    set.or(needs.get(before(other)));
    int size;
    do {
      size = set.cardinality();
      for (int i = 0; i < acquires.size(); i++) {
        for (int j = i + 1; set.get(acquires.get(i)) && j < acquires.size(); j++) {
          if (set.get(acquires.get(j))
              && trace.object(acquires.get(i)) == trace.object(acquires.get(j))) {
            set.or(needs.get(releases.get(i)));
          }
        }
      }
    } while (set.cardinality() > size);
    return !set.get(one) && !set.get(other);
  }

  private int before(int event) {
    for (int seq = event - 1; seq > 0; seq--) {
      if (trace.thread(seq) == trace.thread(event)) {
        return seq;
      }
    }
    return 0;
  }
}
