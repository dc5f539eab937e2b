package io.interleave.engine.analysis.critical;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.RandomPrograms;
import io.interleave.engine.RandomTraces;
import io.interleave.engine.Shown;
import io.interleave.engine.analysis.Timing;
import io.interleave.engine.analysis.state.Lanes;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.LockValue;
import io.interleave.engine.event.ThreadState;
import io.interleave.engine.event.Trace;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Compared with the longest path through the graph of what had to precede what. */
class CriticalPathTest {

  private static final int TRACES = 8_000;
  private static final int SHARE = 8;

  @Test
  void onRandomTracesItIsTheLongestPath() {
    Shown jumps = new Shown(TRACES, SHARE);
    RandomTraces.each(
        "critical path",
        RandomPrograms.Kind.MIXED,
        TRACES,
        SHARE,
        4,
        6,
        (seed, steps, _) -> {
          Random random = new Random(seed);
          Trace trace = inRealTime(steps, random);
          CriticalPath path = CriticalPath.of(trace, Timing.REAL);
          String where = "seed " + seed + " " + path;
          checkContiguous(where, path, trace.t(1), trace.t(trace.size()));
          assertThat(path.nanos()).as(where).isEqualTo(longest(trace));
          jumps.add(seed, checkJumps(where, path, trace));
          CriticalPath inSteps = CriticalPath.of(steps, Timing.STEPS);
          long last = steps.t(steps.size()) / Lanes.STEP * Lanes.STEP;
          checkContiguous("seed " + seed + " " + inSteps, inSteps, Lanes.STEP, last + Lanes.STEP);
          checkJumps("seed " + seed, inSteps, steps);
        });
    jumps.atLeast("jumps from thread to thread", TRACES + 1);
  }

  private static Trace inRealTime(Trace trace, Random random) {
    Trace real = new Trace(trace.threads(), trace.objects(), trace.sites(), trace.strings());
    long t = 0;
    for (int seq = 1; seq <= trace.size(); seq++) {
      t += random.nextInt(2_000);
      real.append(
          t,
          trace.thread(seq),
          trace.kind(seq),
          trace.object(seq),
          trace.value(seq),
          trace.cause(seq),
          trace.site(seq));
    }
    return real;
  }

  private static void checkContiguous(String where, CriticalPath path, long from, long to) {
    long at = from;
    long sum = 0;
    for (Segment segment : path.segments()) {
      assertThat(segment.from()).as(where).isEqualTo(at);
      assertThat(segment.to()).as(where).isGreaterThan(at);
      sum += segment.nanos();
      at = segment.to();
    }
    assertThat(at).as(where).isEqualTo(to);
    assertThat(sum).as(where).isEqualTo(to - from).isEqualTo(path.nanos());
  }

  /** The path changes threads along a cause only. */
  private static int checkJumps(String where, CriticalPath path, Trace trace) {
    int jumps = 0;
    List<Segment> segments = path.segments();
    for (int i = 1; i < segments.size(); i++) {
      Segment before = segments.get(i - 1);
      Segment after = segments.get(i);
      if (before.thread() != after.thread()) {
        jumps++;
        assertThat(isCaused(trace, before, after)).as(where + after).isTrue();
      }
    }
    return jumps;
  }

  /** Whether an event of the one thread, where its part ends, let the other go on. */
  private static boolean isCaused(Trace trace, Segment before, Segment after) {
    for (int seq = 1; seq <= after.last(); seq++) {
      int cause = trace.cause(seq);
      if (cause != 0
          && trace.thread(seq) == after.thread()
          && trace.thread(cause) == before.thread()
          && Math.abs(trace.t(cause) - after.from()) < 2) {
        return true;
      }
    }
    return false;
  }

  /**
   * From the first event to the last, over every edge: a thread's own time counts but where it
   * waited for another, and then the time since that other's event.
   */
  private static long longest(Trace trace) {
    long[] longest = new long[trace.size() + 1];
    int[] last = new int[trace.threads().last() + 1];
    for (int seq = 1; seq <= trace.size(); seq++) {
      int thread = trace.thread(seq);
      int before = last[thread];
      int cause = trace.cause(seq);
      boolean starts = trace.kind(seq) == Kind.THREAD_START;
      boolean requested =
          before != 0 && (trace.kind(before).beginsWait() || givesLockBack(trace, before, last));
      boolean waited = cause != 0 && trace.thread(cause) != thread && (starts || requested);
      longest[seq] = Long.MIN_VALUE / 2;
      if (seq == 1) {
        longest[seq] = 0;
      }
      if (before != 0) {
        boolean lost = waited && cause > before;
        long own = lost ? 0 : trace.t(seq) - trace.t(before);
        longest[seq] = Math.max(longest[seq], longest[before] + own);
      }
      if (waited) {
        long since = Math.max(trace.t(cause), before == 0 ? 0 : trace.t(before));
        longest[seq] = Math.max(longest[seq], longest[cause] + trace.t(seq) - since);
      }
      last[thread] = seq;
    }
    return longest[trace.size()];
  }

  /** Whether an event is the release that a wait for a condition makes. */
  private static boolean givesLockBack(Trace trace, int release, int[] last) {
    if (trace.kind(release) != Kind.LOCK_RELEASE) {
      return false;
    }
    int before = release - 1;
    while (before > 0 && trace.thread(before) != trace.thread(release)) {
      before--;
    }
    return before > 0 && trace.kind(before) == Kind.CONDITION_WAIT;
  }

  @Test
  void itGoesFromTheWaiterToWhomItWaitedFor() {
    long held = LockValue.pack(1, false, false);
    Trace trace = new Trace();
    trace.threads().put(2, new io.interleave.engine.event.ThreadInfo(2, "t", false, false, 1, 0));
    trace.append(5, 1, Kind.THREAD_START, 0, 0, 0, 0);
    trace.append(10, 1, Kind.THREAD_CREATE, 0, 2, 0, 0);
    trace.append(15, 2, Kind.THREAD_START, 0, 0, 2, 0);
    trace.append(16, 1, Kind.LOCK_ACQUIRE, 1, held, 0, 0);
    trace.append(20, 2, Kind.LOCK_REQUEST, 1, 0, 0, 0);
    trace.append(22, 1, Kind.THREAD_SLEEP, 0, 10, 0, 0);
    trace.append(40, 1, Kind.THREAD_WAKE, 0, 0, 0, 0);
    trace.append(50, 1, Kind.LOCK_RELEASE, 1, 0, 0, 0);
    trace.append(53, 2, Kind.LOCK_ACQUIRE, 1, held, 8, 0);
    trace.append(60, 2, Kind.THREAD_END, 0, 0, 0, 0);
    CriticalPath path = CriticalPath.of(trace, Timing.REAL);
    assertThat(path.segments())
        .containsExactly(
            new Segment(1, ThreadState.RUNNING, 5, 22, 0, 1, 6),
            new Segment(1, ThreadState.SLEEPING, 22, 40, 0, 6, 7),
            new Segment(1, ThreadState.RUNNING, 40, 50, 0, 7, 8),
            new Segment(2, ThreadState.READY, 50, 53, 1, 8, 9),
            new Segment(2, ThreadState.RUNNING, 53, 60, 0, 9, 10));
    assertThat(path.shares()).isEqualTo(Map.of(1, 45L, 2, 10L));
  }

  @Test
  void ofNothingItIsEmpty() {
    assertThat(CriticalPath.of(new Trace(), Timing.REAL).segments()).isEmpty();
  }
}
