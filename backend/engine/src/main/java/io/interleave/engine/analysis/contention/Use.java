package io.interleave.engine.analysis.contention;

import io.interleave.engine.analysis.state.Wait;
import io.interleave.engine.event.LockValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One operation on one object, over time. */
final class Use {

  final int object;
  final Operation operation;
  private final List<@Nullable Share> shares = new ArrayList<>();
  private final ExclusiveHolds exclusive = new ExclusiveHolds();
  private int owner;
  // Of a pool, by task: since when it waits, since when it runs.
  private final Map<Long, Long> queued = new HashMap<>();
  private final Map<Long, Long> running = new HashMap<>();

  Use(int object, Operation operation) {
    this.object = object;
    this.operation = operation;
  }

  Share share(int thread) {
    while (thread >= shares.size()) {
      shares.add(null);
    }
    Share share = shares.get(thread);
    if (share == null) {
      share = new Share();
      shares.set(thread, share);
    }
    return share;
  }

  void obtained(int thread, long t) {
    share(thread).obtained.add(t);
  }

  void waited(Wait wait) {
    share(wait.thread()).waits.add(wait.from(), wait.enabled(), wait.to());
  }

  void acquired(int thread, long t, LockValue value) {
    Share share = share(thread);
    if (value.read()) {
      share.reads = value.holds();
    } else {
      share.writes = value.holds();
      owner = thread;
    }
    if (!share.holds()) {
      obtained(thread, t);
      share.exclusive = !value.read();
      share.holdFrom = share.exclusive ? exclusive.begin(t) : t;
    }
  }

  /**
   * A thread gives back one hold of a lock.
   *
   * @param byAnyone whether it is a plain lock, which nobody in particular must release
   */
  void released(int thread, long t, LockValue value, boolean byAnyone) {
    int holder = byAnyone ? owner : thread;
    Share share = share(holder);
    if (value.read()) {
      share.reads = value.holds();
    } else {
      share.writes = value.holds();
    }
    if (share.holds() && share.exclusive && share.writes == 0) {
      long end = Math.max(t, share.holdFrom);
      exclusive.add(holder, share.holdFrom, end);
      share.exclusive = false;
      share.holdFrom = share.reads > 0 ? end : Share.NONE;
    } else if (share.holds() && !share.exclusive && share.reads == 0) {
      share.endSharedHold(t);
    }
  }

  void tookPermits(int thread, long t, long count) {
    Share share = share(thread);
    obtained(thread, t);
    share.permits += count;
    if (share.permits > 0 && !share.holds()) {
      share.holdFrom = t;
    }
  }

  void gavePermits(int thread, long t, long count) {
    Share share = share(thread);
    share.permits = Math.max(0, share.permits - count);
    if (share.permits == 0 && share.holds()) {
      share.endSharedHold(t);
    }
  }

  void submitted(long task, long t) {
    queued.put(task, t);
  }

  void started(int worker, long task, long t) {
    Share share = share(worker);
    share.obtained.add(t);
    if (leftQueue(worker, task, t)) {
      share.contended.add(t);
    }
    running.put(task, t);
  }

  /** A task will not wait any more; says whether it did. */
  boolean leftQueue(int thread, long task, long t) {
    Long since = queued.remove(task);
    if (since == null || t <= since) {
      return false;
    }
    share(thread).waits.add(since, t);
    return true;
  }

  void finished(int worker, long task, long t) {
    Long since = running.remove(task);
    if (since != null) {
      share(worker).shared.add(since, t);
    }
  }

  /**
   * What happened in a range.
   *
   * @param tally for the same range
   * @param open by thread, the waits that have not ended
   * @param now when what has not ended is taken to end
   * @return null if nothing happened in the range
   */
  @Nullable Contended between(Tally tally, long from, long to, Map<Integer, Wait> open, long now) {
    long obtained = 0;
    long contended = 0;
    for (Share share : shares) {
      if (share != null) {
        obtained += share.obtained.within(from, to);
        contended += share.contended.within(from, to);
        tally.add(share.waits);
      }
    }
    open.values().forEach(wait -> tally.add(wait.from(), wait.to()));
    queued.values().forEach(since -> tally.add(since, now));
    Summary wait = tally.take();
    tally.add(exclusive.times);
    for (Share share : shares) {
      if (share != null) {
        tally.add(share.shared);
        if (share.holds() && share.holdFrom <= now) {
          tally.add(share.holdFrom, now);
        }
      }
    }
    running.values().forEach(since -> tally.add(since, now));
    Summary hold = tally.take();
    if (obtained == 0 && wait.count() == 0 && hold.count() == 0) {
      return null;
    }
    List<Blame> blocking =
        operation == Operation.ACQUIRE
            ? new Blaming(shares, exclusive, from, to, now).all(open)
            : List.of();
    return new Contended(object, operation, obtained, contended, wait, hold, blocking);
  }
}
