package io.interleave.bench;

import io.interleave.engine.event.Kind;
import io.interleave.engine.event.ObjectType;
import io.interleave.engine.event.Trace;

/**
 * What FastTrack is measured against: race detection with a full vector clock for the reads and one
 * for the writes of each variable (Pozniansky and Schuster: MultiRace, 2007, which calls it DJIT+).
 * Knows the kinds of the benchmark's traces alone.
 */
final class DjitPlus {

  private final Trace trace;
  private final int[][] threads;
  private final int[][] released;
  private final int[][] reads;
  private final int[][] writes;
  private final boolean[] plain;
  private int races;

  DjitPlus(Trace trace) {
    this.trace = trace;
    int width = trace.threads().last() + 1;
    int objects = trace.objects().last() + 1;
    threads = new int[width][width];
    for (int thread = 0; thread < width; thread++) {
      threads[thread][thread] = 1;
    }
    released = new int[objects][width];
    reads = new int[objects][width];
    writes = new int[objects][width];
    plain = new boolean[objects];
    trace.objects().all().forEach(o -> plain[o.id()] = o.type() == ObjectType.VARIABLE);
  }

  int races() {
    return races;
  }

  void event(int seq) {
    int thread = trace.thread(seq);
    int object = trace.object(seq);
    int[] clock = threads[thread];
    switch (trace.kind(seq)) {
      case LOCK_ACQUIRE -> join(clock, released[object]);
      case LOCK_RELEASE -> {
        join(released[object], clock);
        clock[thread]++;
      }
      case THREAD_CREATE -> {
        join(threads[(int) trace.value(seq)], clock);
        clock[thread]++;
      }
      case THREAD_JOIN -> join(clock, threads[(int) trace.value(seq)]);
      case VAR_READ, VAR_WRITE -> {
        if (!plain[object]) {
          throw new IllegalArgumentException("not a trace of the benchmark");
        }
        access(trace.kind(seq) == Kind.VAR_WRITE, thread, object);
      }
      case LOCK_REQUEST, THREAD_START, THREAD_END, THREAD_NEW, THREAD_JOIN_REQUEST -> {}
      default -> throw new IllegalArgumentException("unknown here: " + trace.kind(seq));
    }
  }

  private void access(boolean write, int thread, int object) {
    int[] clock = threads[thread];
    // Within one epoch the first access of a kind says it all.
    int[] mine = write ? writes[object] : reads[object];
    if (mine[thread] == clock[thread]) {
      return;
    }
    boolean ordered = isAtMost(writes[object], clock);
    if (write) {
      ordered &= isAtMost(reads[object], clock);
    }
    races += ordered ? 0 : 1;
    mine[thread] = clock[thread];
  }

  private static boolean isAtMost(int[] one, int[] other) {
    for (int i = 0; i < one.length; i++) {
      if (one[i] > other[i]) {
        return false;
      }
    }
    return true;
  }

  private static void join(int[] into, int[] from) {
    for (int i = 0; i < into.length; i++) {
      into[i] = Math.max(into[i], from[i]);
    }
  }
}
