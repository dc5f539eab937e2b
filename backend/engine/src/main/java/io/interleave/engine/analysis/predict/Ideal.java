package io.interleave.engine.analysis.predict;

import io.interleave.engine.event.Finding;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.LockValue;
import io.interleave.engine.event.Trace;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A set of events that can be a run by itself, in the order of the trace: a prefix of each thread,
 * closed under what its events need and, for any two acquires of one lock that exclude each other,
 * under the release between them (the sync-preserving closure of Mathur, Pavlogiannis and
 * Viswanathan). It only grows.
 */
final class Ideal {

  /** The latest acquires of a lock in here. */
  private static final class Acquires {
    // By thread; 0 for none.
    final int[] write;
    final int[] read;

    Acquires(int threads) {
      write = new int[threads];
      read = new int[threads];
    }
  }

  private final Trace trace;
  private final Needs needs;
  // By thread: the next event that is not in here, 0 for none; how far it must go; how far it went.
  private final int[] next;
  private final int[] wanted;
  private final int[] last;
  private final @Nullable Acquires[] locks;
  private boolean grows;
  private int steps;

  Ideal(Trace trace, Needs needs) {
    this.trace = trace;
    this.needs = needs;
    int threads = trace.threads().last() + 1;
    next = new int[threads];
    wanted = new int[threads];
    last = new int[threads];
    locks = new @Nullable Acquires[trace.objects().last() + 1];
    for (int thread = 1; thread < threads; thread++) {
      next[thread] = needs.first(thread);
    }
  }

  boolean contains(int seq) {
    return seq <= last[trace.thread(seq)];
  }

  /** How many events it took in so far. */
  int steps() {
    return steps;
  }

  /** How far each thread goes, of those that go anywhere. */
  List<Finding.Prefix> prefixes() {
    List<Finding.Prefix> prefixes = new ArrayList<>();
    for (int thread = 1; thread < last.length; thread++) {
      if (last[thread] != 0) {
        prefixes.add(new Finding.Prefix(thread, last[thread]));
      }
    }
    return prefixes;
  }

  /** Takes in everything that the thread of an event did before it, and what that needs. */
  void reach(int seq) {
    want(trace.thread(seq), seq - 1);
    while (grows) {
      grows = false;
      for (int thread = 1; thread < next.length; thread++) {
        while (next[thread] != 0 && next[thread] <= wanted[thread]) {
          take(next[thread], thread);
        }
      }
    }
  }

  private void want(int thread, int upTo) {
    if (upTo > wanted[thread]) {
      wanted[thread] = upTo;
      grows = true;
    }
  }

  private void want(int seq) {
    want(trace.thread(seq), seq);
  }

  private void take(int seq, int thread) {
    steps++;
    last[thread] = seq;
    next[thread] = needs.next(seq);
    needs.each(seq, this::want);
    if (trace.kind(seq) == Kind.LOCK_ACQUIRE && needs.end(seq) != 0) {
      acquire(seq, thread);
    }
  }

  /** Of two acquires that exclude each other, the earlier must have been ended. */
  private void acquire(int seq, int thread) {
    Acquires others = locks[trace.object(seq)];
    if (others == null) {
      others = new Acquires(next.length);
      locks[trace.object(seq)] = others;
    }
    boolean read = LockValue.unpack(trace.value(seq)).read();
    for (int each = 1; each < next.length; each++) {
      if (each != thread) {
        apart(seq, others.write[each]);
        if (!read) {
          apart(seq, others.read[each]);
        }
      }
    }
    if (read) {
      others.read[thread] = seq;
    } else {
      // Its own last one may have been ended by another thread.
      apart(seq, others.write[thread]);
      others.write[thread] = seq;
    }
  }

  private void apart(int one, int other) {
    if (other != 0) {
      int earlier = Math.min(one, other);
      int end = needs.end(earlier);
      if (end == Integer.MAX_VALUE) {
        want(trace.thread(earlier), end); // it never lets the other in
      } else {
        want(end);
      }
    }
  }
}
