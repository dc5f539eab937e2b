package io.interleave.engine.analysis.convoy;

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
import io.interleave.engine.event.Trace;
import io.interleave.engine.primitive.Activity;
import io.interleave.engine.primitive.TracedReentrantLock;
import io.interleave.engine.primitive.TracedThread;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Compared with the obvious twin: all holds in a list, and the definition read out. */
class ConvoysTest {

  private static final int SHARE = 5;

  /** From an acquire to its release, in which busy time, and how many waited at its end. */
  private record Hold(int thread, int acquire, int release, long nanos, int busy, int waiting) {}

  private record Twin(Trace trace) {

    private boolean isOutermost(int seq, int holds) {
      return LockValue.unpack(trace.value(seq)).holds() == holds;
    }

    private int waitingAfter(int moment) {
      Set<Integer> waiting = new HashSet<>();
      for (int seq = 1; seq <= moment; seq++) {
        switch (trace.kind(seq)) {
          case LOCK_REQUEST -> {
            if (isOutermost(seq, 0)) {
              waiting.add(trace.thread(seq));
            }
          }
          case LOCK_ACQUIRE, LOCK_FAIL -> waiting.remove(trace.thread(seq));
          default -> {}
        }
      }
      return waiting.size();
    }

    private List<Hold> holds() {
      List<Hold> holds = new ArrayList<>();
      int busy = 0;
      for (int seq = 1; seq <= trace.size(); seq++) {
        if (trace.kind(seq) != Kind.LOCK_RELEASE || !isOutermost(seq, 0)) {
          continue;
        }
        int acquire = seq;
        while (trace.kind(acquire) != Kind.LOCK_ACQUIRE
            || trace.thread(acquire) != trace.thread(seq)
            || !isOutermost(acquire, 1)) {
          acquire--;
        }
        int waiting = waitingAfter(seq);
        long nanos = trace.t(seq) - trace.t(acquire);
        holds.add(new Hold(trace.thread(seq), acquire, seq, nanos, busy, waiting));
        busy += waiting == 0 ? 1 : 0;
      }
      return holds;
    }

    private static long median(List<Hold> holds) {
      long[] sorted = holds.stream().mapToLong(Hold::nanos).sorted().toArray();
      return sorted.length == 0 ? 0 : sorted[(sorted.length - 1) / 2];
    }

    /** The threads behind which there is a convoy. */
    Set<Integer> all() {
      Set<Integer> slow = new HashSet<>();
      List<Hold> holds = holds();
      for (int thread = 1; thread <= trace.threads().last(); thread++) {
        int me = thread;
        List<Hold> own = holds.stream().filter(h -> h.thread == me).toList();
        List<Hold> others = holds.stream().filter(h -> h.thread != me).toList();
        long mine = Long.highestOneBit(median(own));
        long theirs = Long.highestOneBit(median(others)) * 2;
        if (others.size() < 3 || mine < 5_000_000 || mine < 10 * theirs) {
          continue;
        }
        // The busy time in which it held the lock longest before a queue.
        long most = 0;
        long turns = 0;
        for (int busy : own.stream().map(Hold::busy).distinct().toList()) {
          List<Hold> before = own.stream().filter(h -> h.busy == busy && h.waiting >= 3).toList();
          long nanos = before.stream().mapToLong(Hold::nanos).sum();
          if (nanos >= most) {
            most = nanos;
            turns = before.size();
          }
        }
        if (turns >= 2 && most >= 100_000_000) {
          slow.add(thread);
        }
      }
      return slow;
    }
  }

  @Test
  void agreesWithTheObviousTwin() {
    Shown convoys = new Shown(1_500, SHARE);
    RandomTraces.played(
        "convoys",
        seed -> new TimedPlay(seed, 600).trace,
        1_500,
        SHARE,
        (trace, seed) -> {
          convoys.add(seed, 0);
          if (trace.size() > 1_500) {
            return;
          }
          Set<Integer> found = new HashSet<>();
          Found.by(new Convoys(trace), trace, Close.CUT)
              .forEach(finding -> found.add(finding.threads().getFirst()));
          assertThat(found).isEqualTo(new Twin(trace).all());
          convoys.add(seed, found.size());
        });
    convoys.atLeast("convoys", 20);
    assertThat(convoys.sum()).isLessThanOrEqualTo(2_000);
  }

  private static final int QUICK = 4;

  /**
   * Quick threads, and one that holds the lock for so long each time, once all others have queued
   * up for it; or takes turns as quickly as they do.
   */
  private static List<Finding> live(int hold) {
    return Runs.run(
            () -> {
              TracedReentrantLock lock = new TracedReentrantLock("lock", true);
              AtomicBoolean over = new AtomicBoolean();
              List<TracedThread> quick = new ArrayList<>();
              for (int i = 1; i <= QUICK; i++) {
                quick.add(
                    TracedThread.platform(
                        "quick " + i,
                        () -> {
                          while (!over.get()) {
                            lock.lock();
                            lock.unlock();
                            Activity.io(1);
                          }
                        }));
              }
              quick.forEach(TracedThread::start);
              for (int round = 0; round < 8; round++) {
                lock.lock();
                if (hold > 0) {
                  while (!quick.stream().allMatch(t -> t.state() == Thread.State.WAITING)) {
                    Activity.io(1);
                  }
                  Activity.io(hold);
                }
                lock.unlock();
              }
              over.set(true);
              for (TracedThread thread : quick) {
                thread.join();
              }
            })
        .findings()
        .stream()
        .filter(finding -> finding.type().equals("convoy"))
        .toList();
  }

  @Test
  void allMarchBehindTheSlowOne() {
    List<Finding> found = live(40);
    assertThat(found).hasSize(1);
    assertThat(found.getFirst().message().en()).startsWith("main held 'lock' for ");
    assertThat(found.getFirst().threads()).hasSizeGreaterThanOrEqualTo(4);
  }

  @Test
  void nobodyMarchesBehindQuickOnes() {
    assertThat(live(0)).isEmpty();
  }
}
