package io.interleave.engine.analysis.convoy;

import io.interleave.engine.analysis.Analysis;
import io.interleave.engine.analysis.Close;
import io.interleave.engine.analysis.Words;
import io.interleave.engine.analysis.time.Durations;
import io.interleave.engine.event.Finding;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.LockValue;
import io.interleave.engine.event.ObjectType;
import io.interleave.engine.event.Text;
import io.interleave.engine.event.Trace;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds threads that march behind one slow holder of a lock (Blasgen, Gray, Mitoma and Price: The
 * Convoy Phenomenon, 1979); for real time stamps alone.
 *
 * <p>A lock is <em>busy</em> from when it is taken until it is free and nobody waits for it. There
 * is a convoy behind a thread if within one busy time it held the lock at least twice with three or
 * more threads waiting when it let go, for 100 ms or more together, and if it is slow: its median
 * hold takes 5 ms or more and ten times the median of all others' or more, of which there are at
 * least three. So a queue in which everyone holds the lock for about as long as the others is no
 * convoy, however long it is: that is contention. Nor is a single long hold, as when the operating
 * system stops a thread in the middle of one.
 *
 * <p>Judged at the end, and reported once for each lock and slow thread. An event costs a constant,
 * a hold with a queue behind it the length of the queue; memory grows with threads times locks. Not
 * thread-safe.
 */
public final class Convoys extends Analysis {

  private static final int BEHIND = 3;
  private static final int TIMES_OTHERS = 10;
  private static final int OTHERS = 3;
  private static final long SLOW = 5_000_000;
  private static final int HOLDS = 2;
  private static final long LONG = 100_000_000;

  /** What one thread did with one lock. */
  private static final class Holder {
    final Durations holds = new Durations();
    // The acquire of the hold that lasts, 0 for none.
    int acquire;
    March march = new March(0);
    March longest = march;
  }

  /** Its holds with a queue behind them, within one busy time. */
  private static final class March {
    final int busy;
    int holds;
    long nanos;
    long longest;
    int acquire;
    int release;
    final Set<Integer> behind = new LinkedHashSet<>();

    March(int busy) {
      this.busy = busy;
    }
  }

  private static final class LockUse {
    final Map<Integer, Holder> holders = new TreeMap<>();
    final Set<Integer> waiting = new LinkedHashSet<>();
    int held;
    // The number of its busy time.
    int busy;
  }

  private final Map<Integer, LockUse> locks = new TreeMap<>();

  public Convoys(Trace trace) {
    super(trace);
  }

  @Override
  protected void event(int seq) {
    Kind kind = trace.kind(seq);
    switch (kind) {
      case LOCK_REQUEST -> {
        if (LockValue.unpack(trace.value(seq)).holds() == 0) {
          use(seq).waiting.add(trace.thread(seq));
        }
      }
      case LOCK_FAIL -> use(seq).waiting.remove(trace.thread(seq));
      case LOCK_ACQUIRE -> acquire(seq);
      case LOCK_RELEASE -> {
        if (LockValue.unpack(trace.value(seq)).holds() == 0) {
          release(seq);
        }
      }
      default -> {}
    }
  }

  private LockUse use(int seq) {
    return locks.computeIfAbsent(trace.object(seq), _ -> new LockUse());
  }

  private void acquire(int seq) {
    LockUse use = use(seq);
    if (use.waiting.remove(trace.thread(seq))) {
      Holder me = use.holders.computeIfAbsent(trace.thread(seq), _ -> new Holder());
      use.held += me.acquire == 0 ? 1 : 0;
      me.acquire = seq;
    }
  }

  private void release(int seq) {
    LockUse use = use(seq);
    Holder me = use.holders.get(trace.thread(seq));
    if (me != null && me.acquire != 0) {
      long nanos = trace.t(seq) - trace.t(me.acquire);
      me.holds.add(nanos);
      if (use.waiting.size() >= BEHIND) {
        march(use, me, seq, nanos);
      }
      me.acquire = 0;
      use.held--;
    } else if (trace.objects().get(trace.object(seq)).type() == ObjectType.LOCK) {
      // A primitive lock, released by somebody else: nobody's hold.
      use.holders.values().forEach(each -> each.acquire = 0);
      use.held = 0;
    }
    if (use.held == 0 && use.waiting.isEmpty()) {
      use.busy++;
    }
  }

  private static void march(LockUse use, Holder me, int seq, long nanos) {
    if (me.march.busy != use.busy) {
      me.march = new March(use.busy);
    }
    March march = me.march;
    march.holds++;
    march.nanos += nanos;
    march.behind.addAll(use.waiting);
    if (nanos >= march.longest) {
      march.longest = nanos;
      march.acquire = me.acquire;
      march.release = seq;
    }
    if (march.nanos >= me.longest.nanos) {
      me.longest = march;
    }
  }

  @Override
  protected void end(Close how) {
    locks.forEach(
        (lock, use) ->
            use.holders.forEach(
                (thread, me) -> {
                  March march = me.longest;
                  if (march.holds >= HOLDS && march.nanos >= LONG && isSlow(use, me)) {
                    report(finding(lock, thread, march));
                  }
                }));
  }

  private static boolean isSlow(LockUse use, Holder me) {
    Durations others = new Durations();
    use.holders.values().stream()
        .filter(each -> each != me)
        .forEach(each -> others.add(each.holds));
    return others.count() >= OTHERS
        && me.holds.medianAtLeast() >= SLOW
        && me.holds.medianAtLeast() >= TIMES_OTHERS * others.medianAtMost();
  }

  private Finding finding(int lock, int thread, March march) {
    List<Integer> threads = new ArrayList<>(List.of(thread));
    List<Text> names = new ArrayList<>();
    for (int behind : march.behind) {
      if (behind != thread) {
        threads.add(behind);
        names.add(Text.same(threadName(behind)));
      }
    }
    return new Finding(
        "convoy",
        Finding.Certainty.OBSERVED,
        threads,
        List.of(lock),
        List.of((long) march.acquire, (long) march.release),
        new Text(
                "%s held '%s' for %d ms in %d turns, once %d ms on end (%s), far longer than anyone else"
                    + " holds it, and each time the others queued up behind it: %s.",
                "%s 共持有“%s” %d 毫秒，分 %d 次，最长的一次连续持有 %d 毫秒（%s），远比其他线程持有得久，" + "每次其他线程都在它后面排起了队：%s。")
            .with(
                threadName(thread),
                objectName(lock),
                march.nanos / 1_000_000,
                march.holds,
                march.longest / 1_000_000,
                place(march.acquire),
                Words.COMMA.join(names)));
  }
}
