package io.interleave.engine.analysis.convoy;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.Found;
import io.interleave.engine.Runs;
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
    int count = 0;
    for (int seed = 0; seed < 1_500; seed++) {
      Trace trace = new TimedPlay(seed, 600).trace;
      if (trace.size() > 1_500) {
        continue;
      }
      Set<Integer> found = new HashSet<>();
      Found.by(new Convoys(trace), trace, Close.CUT)
          .forEach(finding -> found.add(finding.threads().getFirst()));
      assertThat(found).as("seed %d", seed).isEqualTo(new Twin(trace).all());
      count += found.size();
    }
    assertThat(count).as("convoys").isBetween(20, 2_000);
  }

  /** Four quick threads and a slow or another quick one, under a lock that serves in order. */
  private static List<Finding> live(int hold) {
    return Runs.run(
            () -> {
              TracedReentrantLock lock = new TracedReentrantLock("lock", true);
              AtomicBoolean over = new AtomicBoolean();
              List<TracedThread> quick = new ArrayList<>();
              for (int i = 1; i <= 4; i++) {
                quick.add(
                    TracedThread.platform(
                        "quick " + i,
                        () -> {
                          while (!over.get()) {
                            turn(lock, 0);
                            pause(1);
                          }
                        }));
              }
              quick.forEach(TracedThread::start);
              for (int round = 0; round < 8; round++) {
                turn(lock, hold);
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

  private static void turn(TracedReentrantLock lock, int millis) {
    lock.lock();
    try {
      pause(millis);
    } finally {
      lock.unlock();
    }
  }

  private static void pause(int millis) {
    try {
      if (millis > 0) {
        Activity.io(millis);
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void allMarchBehindTheSlowOne() {
    List<Finding> found = live(40);
    for (int i = 0; i < 2 && found.isEmpty(); i++) {
      found = live(40); // a busy machine may keep the quick ones from queueing up
    }
    assertThat(found).hasSize(1);
    assertThat(found.getFirst().message().en()).startsWith("main held 'lock' for ");
    assertThat(found.getFirst().threads()).hasSizeGreaterThanOrEqualTo(4);
    assertThat(live(1)).isEmpty();
  }
}
