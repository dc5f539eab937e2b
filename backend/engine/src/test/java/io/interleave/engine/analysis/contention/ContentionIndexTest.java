package io.interleave.engine.analysis.contention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.interleave.engine.RandomPrograms;
import io.interleave.engine.RandomTraces;
import io.interleave.engine.Shown;
import io.interleave.engine.analysis.Timing;
import io.interleave.engine.analysis.state.Lanes;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.LockValue;
import io.interleave.engine.event.ObjectInfo;
import io.interleave.engine.event.ObjectType;
import io.interleave.engine.event.ThreadState;
import io.interleave.engine.event.Trace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Compared with a recount of all events in each slice of time, range by range. */
class ContentionIndexTest {

  private static final int TRACES = 2_000;
  private static final int SHARE = 5;

  @Test
  void everyRangeOfRandomTracesIsAsCountedAnew() {
    Shown blamed = new Shown(TRACES, SHARE);
    Shown chained = new Shown(TRACES, SHARE);
    RandomTraces.each(
        "contention",
        RandomPrograms.Kind.MIXED,
        TRACES,
        SHARE,
        4,
        6,
        (seed, steps, _) -> {
          Random random = new Random(seed);
          boolean real = seed % 2 == 0;
          Trace trace = real ? inRealTime(steps, random) : steps;
          Timing timing = real ? Timing.REAL : Timing.STEPS;
          long last = trace.size() == 0 ? 0 : trace.t(trace.size());
          long end = real ? last + random.nextInt(1_000) : last + Lanes.STEP;
          ContentionIndex index = ContentionIndex.of(trace, timing);
          for (int i = 0; i < 2; i++) {
            long from = i == 0 ? 0 : random.nextLong(end + 1);
            long to = i == 0 ? Long.MAX_VALUE : from + 1 + random.nextLong(end + 1);
            Statistics statistics = index.between(from, to, end);
            compare(
                "seed " + seed + " from " + from + " to " + to,
                statistics,
                new Recount(trace, timing, from, to, end));
            blamed.add(seed, statistics.blocking().size());
            chained.add(seed, statistics.longestChain().depth());
          }
        });
    blamed.atLeast("pairs that blocked each other", TRACES / 4 + 1);
    chained.atLeast("threads in chains", TRACES / 4 + 1);
  }

  /** The same events at other times: those of one thread in steps may not be together. */
  private static Trace inRealTime(Trace trace, Random random) {
    Trace real = new Trace(trace.threads(), trace.objects(), trace.sites(), trace.strings());
    long t = 0;
    for (int seq = 1; seq <= trace.size(); seq++) {
      t += random.nextInt(3) == 0 ? 0 : random.nextInt(2_000);
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

  private static void compare(String where, Statistics statistics, Recount expected) {
    assertThat(statistics.threads()).as("states " + where).isEqualTo(expected.threads);
    assertThat(statistics.longestChain().depth())
        .as("chain " + where + statistics.longestChain())
        .isEqualTo(expected.depth < 2 ? 0 : expected.depth);
    Map<List<Object>, Contended> found = new HashMap<>();
    for (Contended object : statistics.objects()) {
      if (object.operation() != Operation.TASK) {
        found.put(List.of(object.object(), object.operation()), object);
      }
    }
    expected.objects.forEach(
        (key, counted) -> {
          Contended object = found.remove(key);
          assertThat(object).as("%s %s", key, where).isNotNull();
          assertThat(object.obtained())
              .as("obtained %s %s", key, where)
              .isEqualTo(counted.obtained);
          assertThat(object.contended())
              .as("contended %s %s", key, where)
              .isEqualTo(counted.contended);
          compare("waits " + key + where, object.waits(), List.copyOf(counted.waits.values()));
          Map<List<Integer>, Long> blocking = new HashMap<>();
          for (Blame blame : object.blocking()) {
            blocking.put(List.of(blame.holder(), blame.waiter()), blame.nanos());
          }
          assertThat(blocking).as("blocking %s %s", key, where).isEqualTo(counted.blocking);
          List<Long> holds = new ArrayList<>(counted.holds.values());
          // One of no length lies in no slice.
          while (holds.size() < object.holds().count()) {
            holds.add(0L);
          }
          compare("holds " + key + where, object.holds(), holds);
        });
    found
        .values()
        .removeIf(
            object ->
                object.waits().count() == 0 && object.obtained() == 0 && object.holds().max() == 0);
    assertThat(found).as(where).isEmpty();
  }

  private static void compare(String where, Summary summary, List<Long> durations) {
    assertThat(summary.count()).as("count of " + where).isEqualTo(durations.size());
    assertThat(summary.total())
        .as("total of " + where)
        .isEqualTo(durations.stream().mapToLong(Long::longValue).sum());
    List<Long> sorted = durations.stream().sorted().toList();
    assertThat(summary.max())
        .as("max of " + where)
        .isEqualTo(sorted.isEmpty() ? 0 : sorted.getLast());
    rank(where, summary.p50(), sorted, 0.50);
    rank(where, summary.p95(), sorted, 0.95);
    rank(where, summary.p99(), sorted, 0.99);
  }

  /** Nearest rank, within three digits. */
  private static void rank(String where, long found, List<Long> sorted, double share) {
    if (!sorted.isEmpty()) {
      long exact = sorted.get((int) Math.ceil(share * sorted.size()) - 1);
      assertThat(found).as(share + " of " + where).isCloseTo(exact, within(exact / 1000 + 1));
    }
  }

  private static Trace traceOf(ObjectType... types) {
    Trace trace = new Trace();
    for (ObjectType type : types) {
      trace.objects().add(id -> ObjectInfo.of(type, "o" + id).withId(id));
    }
    return trace;
  }

  @Test
  void whoBlocksWhomIsTheOverlapOfWaitAndHold() {
    Trace trace = traceOf(ObjectType.REENTRANT_LOCK);
    long held = LockValue.pack(1, false, false);
    trace.append(0, 1, Kind.LOCK_REQUEST, 1, 0, 0, 0);
    trace.append(0, 1, Kind.LOCK_ACQUIRE, 1, held, 0, 0);
    trace.append(10, 2, Kind.LOCK_REQUEST, 1, 0, 0, 0);
    trace.append(40, 1, Kind.LOCK_RELEASE, 1, 0, 0, 0);
    trace.append(45, 2, Kind.LOCK_ACQUIRE, 1, held, 4, 0);
    trace.append(60, 3, Kind.LOCK_REQUEST, 1, 0, 0, 0);
    ContentionIndex index = ContentionIndex.of(trace, Timing.REAL);

    Contended whole = index.whole(100).objects().getFirst();
    assertThat(whole.obtained()).isEqualTo(2);
    assertThat(whole.contended()).isEqualTo(1);
    // The third waits until the end, for the second, which does not let go.
    assertThat(whole.waits()).isEqualTo(new Summary(2, 35 + 40, 40, 35, 40, 40));
    assertThat(whole.holds()).isEqualTo(new Summary(2, 40 + 55, 55, 40, 55, 55));
    assertThat(whole.blocking()).containsExactly(new Blame(2, 3, 40), new Blame(1, 2, 30));

    Statistics part = index.between(20, 70, 100);
    assertThat(part.objects().getFirst().blocking())
        .containsExactly(new Blame(1, 2, 20), new Blame(2, 3, 10));
    assertThat(part.objects().getFirst().obtained()).isEqualTo(1);
    assertThat(part.threads().get(2))
        .isEqualTo(
            Map.of(ThreadState.BLOCKED, 20L, ThreadState.READY, 5L, ThreadState.RUNNING, 25L));
  }

  @Test
  void whoeverTookPermitsHoldsASemaphore() {
    Trace trace = traceOf(ObjectType.SEMAPHORE);
    trace.append(0, 1, Kind.SEMAPHORE_REQUEST, 1, 1, 0, 0);
    trace.append(0, 1, Kind.SEMAPHORE_ACQUIRE, 1, 1, 0, 0);
    trace.append(5, 2, Kind.SEMAPHORE_REQUEST, 1, 1, 0, 0);
    trace.append(20, 3, Kind.SEMAPHORE_RELEASE, 1, 1, 0, 0);
    trace.append(21, 2, Kind.SEMAPHORE_ACQUIRE, 1, 1, 4, 0);
    trace.append(30, 2, Kind.SEMAPHORE_RELEASE, 1, 1, 0, 0);
    Contended semaphore = ContentionIndex.of(trace, Timing.REAL).whole(50).objects().getFirst();
    assertThat(semaphore.blocking()).containsExactly(new Blame(1, 2, 15));
    assertThat(semaphore.holds().total()).as("1 keeps its permit").isEqualTo(50 + 9);
  }

  @Test
  void whoReadsInsideItsOwnWriteHoldsOnce() {
    Trace trace = traceOf(ObjectType.READ_WRITE_LOCK);
    trace.append(0, 1, Kind.LOCK_ACQUIRE, 1, LockValue.pack(1, false, false), 0, 0);
    trace.append(5, 2, Kind.LOCK_REQUEST, 1, 0, 0, 0);
    trace.append(8, 1, Kind.LOCK_ACQUIRE, 1, LockValue.pack(1, false, true), 0, 0);
    trace.append(10, 1, Kind.LOCK_RELEASE, 1, LockValue.pack(0, false, false), 0, 0);
    trace.append(20, 1, Kind.LOCK_RELEASE, 1, LockValue.pack(0, false, true), 0, 0);
    trace.append(20, 2, Kind.LOCK_ACQUIRE, 1, LockValue.pack(1, false, false), 5, 0);
    Contended lock = ContentionIndex.of(trace, Timing.REAL).whole(20).objects().getFirst();
    assertThat(lock.blocking()).containsExactly(new Blame(1, 2, 15));
    assertThat(lock.obtained()).isEqualTo(2);
    assertThat(lock.holds().total()).isEqualTo(20);
  }

  @Test
  void tasksWaitFromSubmissionToStartAndThenRun() {
    Trace trace = traceOf(ObjectType.EXECUTOR);
    trace.append(0, 1, Kind.TASK_SUBMIT, 1, 7, 0, 0);
    trace.append(1, 1, Kind.TASK_SUBMIT, 1, 8, 0, 0);
    trace.append(2, 1, Kind.TASK_SUBMIT, 1, 9, 0, 0);
    trace.append(4, 2, Kind.TASK_START, 1, 7, 1, 0);
    trace.append(10, 2, Kind.TASK_END, 1, 7, 0, 0);
    trace.append(11, 2, Kind.TASK_START, 1, 8, 2, 0);
    trace.append(15, 1, Kind.TASK_CANCEL, 1, 9, 0, 0);
    Contended pool = ContentionIndex.of(trace, Timing.REAL).whole(20).objects().getFirst();
    assertThat(pool.operation()).isEqualTo(Operation.TASK);
    assertThat(pool.obtained()).isEqualTo(2);
    assertThat(pool.contended()).isEqualTo(2);
    assertThat(pool.waits()).isEqualTo(new Summary(3, 4 + 10 + 13, 13, 10, 13, 13));
    assertThat(pool.holds()).isEqualTo(new Summary(2, 6 + 9, 9, 6, 9, 9));
  }

  @Test
  void readByPiecesItIsTheSame() {
    RandomTraces.each(
        "contention by pieces",
        RandomPrograms.Kind.MIXED,
        150,
        1,
        4,
        6,
        (seed, trace, _) -> {
          Random random = new Random(seed);
          long end = trace.t(trace.size()) + Lanes.STEP;
          ContentionIndex live = new ContentionIndex(trace, Timing.STEPS);
          for (int seq = 0; seq < trace.size(); ) {
            seq = Math.min(trace.size(), seq + 1 + random.nextInt(5));
            live.readTo(seq);
            live.whole(end); // which must change nothing
          }
          assertThat(live.whole(end)).isEqualTo(ContentionIndex.of(trace, Timing.STEPS).whole(end));
        });
  }

  @Test
  void anEmptyRangeIsRefused() {
    ContentionIndex index = new ContentionIndex(new Trace(), Timing.REAL);
    assertThatThrownBy(() -> index.between(5, 5, 10))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("5");
  }
}
