package io.interleave.engine.analysis.starvation;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.Found;
import io.interleave.engine.RandomTraces;
import io.interleave.engine.Runs;
import io.interleave.engine.Shown;
import io.interleave.engine.TimedPlay;
import io.interleave.engine.analysis.Close;
import io.interleave.engine.event.Finding;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.LockValue;
import io.interleave.engine.event.ObjectInfo;
import io.interleave.engine.event.ObjectType;
import io.interleave.engine.event.Site;
import io.interleave.engine.event.ThreadInfo;
import io.interleave.engine.event.Trace;
import io.interleave.engine.primitive.Activity;
import io.interleave.engine.primitive.TracedReentrantLock;
import io.interleave.engine.primitive.TracedThread;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Compared with the obvious twin: all waits in a list, and the definition read out. */
class StarvationsTest {

  private static final int SHARE = 4;

  /** From a request to its result; a result of 0 is none. */
  private record Wait(int thread, int request, int result, boolean got, long from, long to) {
    long nanos() {
      return to - from;
    }
  }

  private record Twin(Trace trace) {

    private int answer(int request) {
      for (int seq = request + 1; seq <= trace.size(); seq++) {
        if (trace.thread(seq) == trace.thread(request)) {
          return seq;
        }
      }
      return 0;
    }

    private List<Wait> waits() {
      List<Wait> waits = new ArrayList<>();
      for (int seq = 1; seq <= trace.size(); seq++) {
        boolean outermost = LockValue.unpack(trace.value(seq)).holds() == 0;
        if (trace.kind(seq) == Kind.LOCK_REQUEST && outermost) {
          int result = answer(seq);
          boolean got = result != 0 && trace.kind(result) == Kind.LOCK_ACQUIRE;
          waits.add(
              new Wait(
                  trace.thread(seq),
                  seq,
                  result,
                  got,
                  trace.t(seq),
                  result == 0 ? Long.MAX_VALUE : trace.t(result)));
        }
      }
      return waits;
    }

    Set<List<Long>> all() {
      List<Wait> waits = waits();
      int threads = (int) waits.stream().map(Wait::thread).distinct().count();
      Set<List<Long>> starved = new HashSet<>();
      for (int thread = 1; thread <= trace.threads().last(); thread++) {
        int me = thread;
        List<Wait> others = waits.stream().filter(w -> w.thread != me && w.got).toList();
        long lastOther = others.stream().mapToLong(Wait::to).max().orElse(0);
        List<Wait> own =
            waits.stream()
                .filter(w -> w.thread == me && (w.result != 0 || lastOther > w.from))
                .map(w -> w.result != 0 ? w : new Wait(me, w.request, 0, false, w.from, lastOther))
                .toList();
        if (own.isEmpty() || others.isEmpty()) {
          continue;
        }
        int first = own.getFirst().request;
        int last = own.getLast().result == 0 ? trace.size() : own.getLast().result;
        long got = own.stream().filter(Wait::got).count();
        long theirs = others.stream().filter(w -> w.result > first && w.result < last + 1).count();
        long waited = own.stream().mapToLong(Wait::nanos).sum();
        long span = own.getLast().to - own.getFirst().from;
        Wait longest = own.stream().max(Comparator.comparingLong(Wait::nanos)).orElseThrow();
        for (Wait wait : own.reversed()) {
          longest = wait.nanos() == longest.nanos() ? wait : longest; // the first of equals
        }
        long[] sorted = others.stream().mapToLong(Wait::nanos).sorted().toArray();
        long median = sorted[(sorted.length - 1) / 2];
        long powerAbove = median == 0 ? 0 : Long.highestOneBit(median) * 2;
        if (theirs >= 20
            && got * 4 * threads < got + theirs
            && waited >= span - waited
            && longest.nanos() >= 50_000_000
            && longest.nanos() >= 10 * powerAbove) {
          starved.add(
              longest.got
                  ? List.of((long) longest.request, (long) longest.result)
                  : List.of((long) longest.request));
        }
      }
      return starved;
    }
  }

  @Test
  void agreesWithTheObviousTwin() {
    Shown starved = new Shown(700, SHARE);
    RandomTraces.played(
        "starvations",
        seed -> new TimedPlay(seed, 600).trace,
        700,
        SHARE,
        (trace, seed) -> {
          starved.add(seed, 0);
          if (trace.size() > 3_000) {
            return;
          }
          Set<List<Long>> found = new HashSet<>();
          Found.by(new Starvations(trace), trace, Close.CUT).forEach(f -> found.add(f.events()));
          assertThat(found).isEqualTo(new Twin(trace).all());
          starved.add(seed, found.size());
        });
    starved.atLeast("starved threads", 20);
    assertThat(starved.sum()).isLessThanOrEqualTo(700);
  }

  private static void event(Trace trace, long millis, int thread, Kind kind) {
    int holds = kind == Kind.LOCK_ACQUIRE ? 1 : 0;
    trace.append(
        millis * 1_000_000, thread, kind, 1, LockValue.pack(holds, false, false), 0, thread);
  }

  /** Whether a lock of the JDK starves anybody is up to the moment, and so no test. */
  @Test
  void whoWaitsWhileAnotherTakesItAgainAndAgainStarves() {
    Trace trace = new Trace();
    trace.threads().put(1, new ThreadInfo(1, "greedy", false, false, 1, 0));
    trace.threads().put(2, new ThreadInfo(2, "polite", false, false, 1, 0));
    trace.objects().put(1, ObjectInfo.of(ObjectType.REENTRANT_LOCK, "lock").withId(1));
    trace.sites().put(2, new Site("Polite.java", 7));
    event(trace, 0, 1, Kind.LOCK_REQUEST);
    event(trace, 0, 1, Kind.LOCK_ACQUIRE);
    event(trace, 1, 2, Kind.LOCK_REQUEST);
    for (int i = 1; i <= 30; i++) {
      event(trace, 5 * i, 1, Kind.LOCK_RELEASE);
      event(trace, 5 * i, 1, Kind.LOCK_REQUEST);
      event(trace, 5 * i, 1, Kind.LOCK_ACQUIRE);
    }
    event(trace, 155, 1, Kind.LOCK_RELEASE);
    event(trace, 155, 2, Kind.LOCK_ACQUIRE);
    List<Finding> found = Found.by(new Starvations(trace), trace, Close.ENDED);
    assertThat(found).hasSize(1);
    assertThat(found.getFirst().threads()).containsExactly(2, 1);
    assertThat(found.getFirst().events()).containsExactly(3L, (long) trace.size());
    assertThat(found.getFirst().message().en())
        .isEqualTo(
            "polite got 'lock' 1 times in 154 ms and spent 154 ms of them waiting for it, once 154"
                + " ms on end (Polite.java:7). Meanwhile the others got it 30 times; most of all"
                + " greedy, 31 times in the whole run.");
  }

  @Test
  void aFairLockStarvesNobody() {
    assertThat(
            Runs.run(
                    () -> {
                      TracedReentrantLock lock = new TracedReentrantLock("lock", true);
                      List<TracedThread> threads = new ArrayList<>();
                      for (int i = 1; i <= 4; i++) {
                        threads.add(TracedThread.platform("t" + i, () -> turns(lock)));
                      }
                      threads.forEach(TracedThread::start);
                      for (TracedThread thread : threads) {
                        thread.join();
                      }
                    })
                .findings())
        .extracting(Finding::type)
        .doesNotContain("starvation");
  }

  private static void turns(TracedReentrantLock lock) {
    for (int i = 0; i < 20; i++) {
      lock.lock();
      try {
        Activity.io(3);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      } finally {
        lock.unlock();
      }
    }
  }
}
