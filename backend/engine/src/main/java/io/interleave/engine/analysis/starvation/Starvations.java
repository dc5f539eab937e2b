package io.interleave.engine.analysis.starvation;

import io.interleave.engine.analysis.Analysis;
import io.interleave.engine.analysis.Close;
import io.interleave.engine.analysis.time.Durations;
import io.interleave.engine.event.Finding;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.LockValue;
import io.interleave.engine.event.Text;
import io.interleave.engine.event.Trace;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds threads that hardly ever get a lock which others get all the time; for real time stamps
 * alone.
 *
 * <p>Judged at the end, for each thread over the time from its first request of a lock to the end
 * of its last wait for it. A wait that never ended counts up to the last time that another thread
 * got the lock: later, nobody kept it from it. The thread is starved if all of this holds:
 *
 * <ul>
 *   <li>it got the lock less than a quarter as often as the average: its share is below {@code 1 /
 *       (4 n)} where n threads asked. Who is merely unlucky for a while gets more than that, and
 *       who gets its turn in the end gets all of it;
 *   <li>it spent at least half of the time waiting for it: who asks seldom gets it seldom;
 *   <li>its longest wait took 50 ms or more, which is longer than a busy machine keeps a thread
 *       from running, and ten times the others' median or more;
 *   <li>the others got it 20 times or more meanwhile, without which shares mean little.
 * </ul>
 *
 * <p>Holds within holds do not count. Reported once for each lock and thread. An event costs a
 * constant; memory grows with threads times locks. Not thread-safe.
 */
public final class Starvations extends Analysis {

  private static final int FRACTION = 4;
  private static final long LONG_WAIT = 50_000_000;
  private static final int TIMES_OTHERS = 10;
  private static final int OTHERS = 20;

  private static final class Contender {
    long got;
    long waited;
    final Durations waits = new Durations();
    // Of the lock's acquisitions: how many there were at its first request, and after its last
    // wait.
    long before = -1;
    long after;
    long since;
    long until;
    // The request that is not answered, 0 for none.
    int request;
    long longest = -1;
    int longestRequest;
    int longestAcquire;

    void waited(long nanos, int result, boolean success) {
      waited += nanos;
      if (nanos > longest) {
        longest = nanos;
        longestRequest = request;
        longestAcquire = success ? result : 0;
      }
    }
  }

  private static final class LockUse {
    final Map<Integer, Contender> contenders = new TreeMap<>();
    long acquired;
    // When each of the last two different threads got it: the last one, and the last other one.
    int lastThread;
    long last;
    long lastOther;
  }

  private final Map<Integer, LockUse> locks = new TreeMap<>();

  public Starvations(Trace trace) {
    super(trace);
  }

  @Override
  protected void event(int seq) {
    switch (trace.kind(seq)) {
      case LOCK_REQUEST -> request(seq);
      case LOCK_ACQUIRE, LOCK_FAIL -> answer(seq);
      default -> {}
    }
  }

  private void request(int seq) {
    if (LockValue.unpack(trace.value(seq)).holds() > 0) {
      return;
    }
    LockUse use = locks.computeIfAbsent(trace.object(seq), _ -> new LockUse());
    Contender me = use.contenders.computeIfAbsent(trace.thread(seq), _ -> new Contender());
    me.request = seq;
    if (me.before < 0) {
      me.before = use.acquired;
      me.since = trace.t(seq);
    }
  }

  private void answer(int seq) {
    LockUse use = locks.get(trace.object(seq));
    Contender me = use == null ? null : use.contenders.get(trace.thread(seq));
    if (use == null || me == null || me.request == 0) {
      return; // a hold within a hold
    }
    boolean success = trace.kind(seq) == Kind.LOCK_ACQUIRE;
    long now = trace.t(seq);
    long wait = now - trace.t(me.request);
    me.waited(wait, seq, success);
    if (success) {
      me.got++;
      me.waits.add(wait);
      use.acquired++;
      if (use.lastThread != trace.thread(seq)) {
        use.lastThread = trace.thread(seq);
        use.lastOther = use.last;
      }
      use.last = now;
    }
    me.until = now;
    me.after = use.acquired;
    me.request = 0;
  }

  @Override
  protected void end(Close how) {
    locks.forEach(
        (lock, use) -> {
          use.contenders.forEach((thread, me) -> finishWait(use, thread, me));
          use.contenders.forEach(
              (thread, me) -> {
                if (isStarved(use, me)) {
                  report(finding(lock, use, thread, me));
                }
              });
        });
  }

  private void finishWait(LockUse use, int thread, Contender me) {
    if (me.request == 0) {
      return;
    }
    long until = use.lastThread == thread ? use.lastOther : use.last;
    long wait = until - trace.t(me.request);
    if (wait > 0) {
      me.waited(wait, 0, false);
      me.until = until;
      me.after = use.acquired;
    }
  }

  private static boolean isStarved(LockUse use, Contender me) {
    long all = me.after - me.before;
    return all - me.got >= OTHERS
        && me.got * FRACTION * use.contenders.size() < all
        && me.waited * 2 >= me.until - me.since
        && me.longest >= LONG_WAIT
        && me.longest >= TIMES_OTHERS * othersMedian(use.contenders.values(), me);
  }

  private static long othersMedian(Collection<Contender> contenders, Contender me) {
    Durations others = new Durations();
    contenders.stream().filter(each -> each != me).forEach(each -> others.add(each.waits));
    return others.medianAtMost();
  }

  private Finding finding(int lock, LockUse use, int thread, Contender me) {
    Map.Entry<Integer, Contender> most =
        use.contenders.entrySet().stream()
            .max(Map.Entry.comparingByValue(Comparator.comparingLong(each -> each.got)))
            .orElseThrow();
    return new Finding(
        "starvation",
        Finding.Certainty.OBSERVED,
        List.of(thread, most.getKey()),
        List.of(lock),
        me.longestAcquire == 0
            ? List.of((long) me.longestRequest)
            : List.of((long) me.longestRequest, (long) me.longestAcquire),
        new Text(
                "%s got '%s' %d times in %d ms and spent %d ms of them waiting for it, once %d ms on end (%s)."
                    + " Meanwhile the others got it %d times; most of all %s, %d times in the whole run.",
                "%s 在 %4$d 毫秒里只得到了“%2$s” %3$d 次，其中有 %5$d 毫秒都在等待它，最长的一次连续等了 %6$d 毫秒（%7$s）。"
                    + "在这段时间里，其他线程共得到它 %8$d 次；得到最多的是 %9$s，整个运行中共 %10$d 次。")
            .with(
                threadName(thread),
                objectName(lock),
                me.got,
                millis(me.until - me.since),
                millis(me.waited),
                millis(me.longest),
                place(me.longestRequest),
                me.after - me.before - me.got,
                threadName(most.getKey()),
                most.getValue().got));
  }

  private static long millis(long nanos) {
    return nanos / 1_000_000;
  }
}
