package io.interleave.engine.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.RandomTraces;
import io.interleave.engine.Shown;
import io.interleave.engine.TraceRules;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.LockValue;
import io.interleave.engine.event.ObjectInfo;
import io.interleave.engine.event.ObjectType;
import io.interleave.engine.event.Trace;
import io.interleave.testing.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Random histories with known order: one thread plays all threads in some order, with clocks that
 * are wrong against each other; whatever arrives when, the merge must give every thread's order and
 * every object's order back.
 */
class MergerTest {

  private static final int HISTORIES = 3_000;
  private static final int SHARE = 5;

  /** One record as its thread wrote it. */
  private record Step(int thread, Kind kind, int object, int stamp, long value) {}

  private static final class History {
    final Random random;
    final Recording recording = new Recording(100_000, 100);
    final List<Recorder> recorders = new ArrayList<>();
    final long[] clocks;
    final List<Step> steps = new ArrayList<>();
    final int lock = recording.declare(ObjectInfo.of(ObjectType.REENTRANT_LOCK, "lock"));
    final int variable = recording.declare(ObjectInfo.of(ObjectType.VARIABLE, "x").withInitial(0));
    final int[] stamps = new int[3];
    int owner = -1;
    long value;

    History(long seed) {
      random = new Random(seed);
      int threads = 2 + random.nextInt(4);
      clocks = new long[threads];
      for (int i = 0; i < threads; i++) {
        recorders.add(recording.open("t" + i, false, false, 0, i > 0));
        clocks[i] = random.nextInt(50);
      }
    }

    void write(int thread, Kind kind, int object, long written) {
      clocks[thread] += random.nextInt(30);
      int stamp = object == 0 ? 0 : ++stamps[object];
      recorders
          .get(thread)
          .write(
              clocks[thread],
              kind,
              kind == Kind.LOCK_ACQUIRE ? Recorder.AT_ONCE : 0,
              object,
              stamp,
              written);
      steps.add(new Step(thread, kind, object, stamp, written));
    }

    void step() {
      int thread = random.nextInt(clocks.length);
      switch (random.nextInt(4)) {
        case 0 -> write(thread, Kind.VAR_READ, variable, value);
        case 1 -> write(thread, Kind.VAR_WRITE, variable, value = random.nextInt(100));
        default -> {
          if (owner == -1) {
            owner = thread;
            write(thread, Kind.LOCK_ACQUIRE, lock, LockValue.pack(1, false, false));
          } else {
            write(owner, Kind.LOCK_RELEASE, lock, LockValue.pack(0, false, false));
            owner = -1;
          }
        }
      }
    }
  }

  @Test
  void givesEveryOrderBack() {
    Shown inverted = new Shown(HISTORIES, SHARE);
    Seeds.check(
        "merge",
        HISTORIES,
        SHARE,
        seed -> {
          History history = new History(seed);
          Merger merger = merge(history);
          Trace trace = merger.trace();
          RandomTraces.keeping("merge", seed, trace, () -> check(history, merger));
          inverted.add(seed, inversions(trace) > 0 ? 1 : 0);
        });
    inverted.atLeast("histories in which time alone would have been wrong", HISTORIES / 2 + 1);
  }

  private static Merger merge(History history) {
    Merger merger = new Merger(history.recording);
    history.write(0, Kind.THREAD_START, 0, 0);
    for (int child = 1; child < history.clocks.length; child++) {
      history.write(0, Kind.THREAD_CREATE, 0, child + 1);
      history.write(child, Kind.THREAD_START, 0, 0);
    }
    for (int i = history.random.nextInt(200); i > 0; i--) {
      history.step();
      if (history.random.nextInt(20) == 0) {
        merger.drain(history.random.nextInt(2000));
      }
    }
    for (int thread = 0; thread < history.clocks.length; thread++) {
      history.write(thread, Kind.THREAD_END, 0, 0);
    }
    merger.drain(Long.MAX_VALUE);
    return merger;
  }

  private static void check(History history, Merger merger) {
    assertThat(merger.stuck()).isNull();
    Trace trace = merger.trace();
    TraceRules.check(trace);
    List<Step> merged = merged(trace);
    assertThat(merged).hasSameSizeAs(history.steps);
    for (int thread = 0; thread < history.clocks.length; thread++) {
      int t = thread;
      assertThat(merged.stream().filter(step -> step.thread() == t).toList())
          .isEqualTo(
              history.steps.stream()
                  .filter(step -> step.thread() == t)
                  .map(MergerTest::unstamped)
                  .toList());
    }
    for (int object = 1; object <= 2; object++) {
      int o = object;
      assertThat(merged.stream().filter(step -> step.object() == o).toList())
          .isEqualTo(
              history.steps.stream()
                  .filter(step -> step.object() == o)
                  .map(MergerTest::unstamped)
                  .toList());
    }
  }

  private static Step unstamped(Step step) {
    return new Step(step.thread(), step.kind(), step.object(), 0, step.value());
  }

  private static List<Step> merged(Trace trace) {
    List<Step> steps = new ArrayList<>();
    for (int seq = 1; seq <= trace.size(); seq++) {
      if (trace.kind(seq) != Kind.LOCK_REQUEST) {
        steps.add(
            new Step(
                trace.thread(seq) - 1, trace.kind(seq), trace.object(seq), 0, trace.value(seq)));
      }
    }
    return steps;
  }

  private static int inversions(Trace trace) {
    int count = 0;
    long[] last = new long[3];
    for (int seq = 1; seq <= trace.size(); seq++) {
      int object = trace.object(seq);
      if (object != 0 && trace.t(seq) < last[object]) {
        count++;
      }
      last[object] = Math.max(last[object], trace.t(seq));
    }
    return count;
  }

  @Test
  void saysWhyItCannotGoOn() {
    Recording recording = new Recording(1000, 10);
    int variable = recording.declare(ObjectInfo.of(ObjectType.VARIABLE, "x").withInitial(0));
    Recorder recorder = recording.open("main", false, false, 0, false);
    recorder.write(0, Kind.THREAD_START, 0, 0, 0, 0);
    recorder.write(1, Kind.VAR_READ, 0, variable, 2, 0);
    Merger merger = new Merger(recording);
    merger.drain(Long.MAX_VALUE);
    assertThat(merger.trace().size()).isEqualTo(1);
    assertThat(merger.waitingThreads()).isEqualTo(1);
    assertThat(merger.stuck()).contains("var.read of thread main", "stamp 2 after 0");
  }

  @Test
  void acceptsRecordsWhileTheyAreWritten() throws InterruptedException {
    Recording recording = new Recording(1_000_000, 10);
    Merger merger = new Merger(recording);
    Recorder recorder = recording.open("main", false, false, 0, false);
    int count = 200_000;
    Thread writer =
        new Thread(
            () -> {
              recorder.record(Kind.THREAD_START, 0, 0);
              for (int i = 1; i < count; i++) {
                recorder.record(Kind.WORK_BEGIN, 0, i);
              }
            });
    writer.start();
    while (writer.isAlive()) {
      merger.drain(recording.now());
    }
    merger.drain(Long.MAX_VALUE);
    assertThat(merger.trace().size()).isEqualTo(count);
    long[] values = new long[count - 1];
    for (int seq = 2; seq <= count; seq++) {
      values[seq - 2] = merger.trace().value(seq);
    }
    assertThat(values).isEqualTo(LongStream.range(1, count).toArray());
  }
}
