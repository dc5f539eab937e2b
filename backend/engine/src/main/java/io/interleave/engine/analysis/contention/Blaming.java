package io.interleave.engine.analysis.contention;

import io.interleave.engine.analysis.state.Wait;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who kept whom waiting for one object in a range of time.
 *
 * <p>A wait meets exclusive holds one after the other, so that only those are looked at which it
 * overlaps. Shared holds overlap each other too and are met holder by holder.
 */
final class Blaming {

  /** A thread that had it while others could, or has it still. */
  private record Sharer(int thread, Share share) {}

  private final List<@Nullable Share> shares;
  private final List<Sharer> sharers = new ArrayList<>();
  private final ExclusiveHolds exclusive;
  private final long from;
  private final long to;
  private final long now;
  // By holder, of the waiter in hand.
  private final long[] nanos;

  /**
   * Of a range.
   *
   * @param now when what has not ended is taken to end
   */
  Blaming(List<@Nullable Share> shares, ExclusiveHolds exclusive, long from, long to, long now) {
    this.shares = shares;
    this.exclusive = exclusive;
    this.from = from;
    this.to = to;
    this.now = now;
    this.nanos = new long[shares.size()];
    for (int thread = 1; thread < nanos.length; thread++) {
      Share share = shares.get(thread);
      if (share != null && (share.holds() || share.shared.size() > 0)) {
        sharers.add(new Sharer(thread, share));
      }
    }
  }

  /**
   * The blames, the longest first.
   *
   * @param open by thread, the waits that have not ended
   */
  List<Blame> all(Map<Integer, Wait> open) {
    List<Blame> blames = new ArrayList<>();
    for (int waiter = 1; waiter < nanos.length; waiter++) {
      Share share = shares.get(waiter);
      if (share != null) {
        blame(share, open.get(waiter));
        for (int holder = 1; holder < nanos.length; holder++) {
          if (nanos[holder] > 0 && holder != waiter) {
            blames.add(new Blame(holder, waiter, nanos[holder]));
          }
          nanos[holder] = 0;
        }
      }
    }
    blames.sort(Blame.LONGEST_FIRST);
    return blames;
  }

  private void blame(Share waiter, @Nullable Wait last) {
    Intervals waits = waiter.waits;
    for (int i = waits.first(from); i < waits.size() && !waits.isBehind(i, to); i++) {
      blame(Math.max(from, waits.from(i)), Math.min(to, waits.enabled(i)));
    }
    if (last != null) {
      blame(Math.max(from, last.from()), Math.min(to, last.enabled()));
    }
  }

  /** Blames everybody who held in this time, which somebody waited. */
  private void blame(long start, long end) {
    if (start >= end) {
      return;
    }
    Intervals times = exclusive.times;
    for (int i = times.first(start); i < times.size() && !times.isBehind(i, end); i++) {
      nanos[exclusive.thread(i)] += overlap(times, i, start, end);
    }
    for (Sharer sharer : sharers) {
      Intervals holds = sharer.share().shared;
      for (int i = holds.first(start); i < holds.size() && !holds.isBehind(i, end); i++) {
        nanos[sharer.thread()] += overlap(holds, i, start, end);
      }
      if (sharer.share().holds()) {
        nanos[sharer.thread()] +=
            Math.max(0, Math.min(end, now) - Math.max(start, sharer.share().holdFrom));
      }
    }
  }

  private static long overlap(Intervals intervals, int index, long start, long end) {
    return Math.max(0, Math.min(end, intervals.to(index)) - Math.max(start, intervals.from(index)));
  }
}
