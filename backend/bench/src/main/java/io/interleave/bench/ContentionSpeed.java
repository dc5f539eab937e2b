package io.interleave.bench;

import io.interleave.engine.analysis.Timing;
import io.interleave.engine.analysis.contention.ContentionIndex;
import io.interleave.engine.analysis.contention.Statistics;
import io.interleave.engine.analysis.critical.CriticalPath;
import io.interleave.engine.analysis.state.Lanes;
import io.interleave.engine.analysis.state.Wait;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.LockValue;
import io.interleave.engine.event.ObjectInfo;
import io.interleave.engine.event.ObjectType;
import io.interleave.engine.event.ThreadInfo;
import io.interleave.engine.event.ThreadState;
import io.interleave.engine.event.Trace;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How fast are statistics: building their index, answering a range of a trace of a million events,
 * beside counting that range anew, and the critical path of the same?
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Benchmark)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xmx4g", "-XX:+UseParallelGC"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class ContentionSpeed {

  private static final int EVENTS = 1_000_000;
  private static final int LOCKS = 4;

  /** How many threads fight over the locks. */
  @Param({"8", "64"})
  public int threads;

  private Trace trace;
  private ContentionIndex index;
  private long end;

  /** Threads that ask, wait in line, hold, and go away, over four locks. */
  @Setup
  public void record() {
    trace = new Trace();
    Random random = new Random(1);
    for (int id = 1; id <= threads; id++) {
      trace.threads().put(id, new ThreadInfo(id, "t" + id, false, false, 1, 0));
    }
    List<ArrayDeque<Integer>> queues = new ArrayList<>();
    for (int id = 1; id <= LOCKS; id++) {
      trace.objects().put(id, ObjectInfo.of(ObjectType.REENTRANT_LOCK, "l" + id).withId(id));
      queues.add(new ArrayDeque<>());
    }
    List<Integer> idle = new ArrayList<>();
    for (int id = 1; id <= threads; id++) {
      idle.add(id);
    }
    while (trace.size() < EVENTS) {
      end += random.nextInt(400);
      int lock = 1 + random.nextInt(LOCKS);
      ArrayDeque<Integer> queue = queues.get(lock - 1);
      if (!idle.isEmpty() && (queue.isEmpty() || random.nextInt(3) > 0)) {
        Collections.swap(idle, random.nextInt(idle.size()), idle.size() - 1);
        int thread = idle.removeLast();
        trace.append(end, thread, Kind.LOCK_REQUEST, lock, 0, 0, 0);
        queue.add(thread);
        if (queue.size() == 1) {
          acquire(thread, lock, 0);
        }
      } else if (!queue.isEmpty()) {
        int thread = queue.remove();
        int release = trace.append(end, thread, Kind.LOCK_RELEASE, lock, 0, 0, 0);
        idle.add(thread);
        if (!queue.isEmpty()) {
          end += random.nextInt(100);
          acquire(queue.element(), lock, release);
        }
      }
    }
    index = ContentionIndex.of(trace, Timing.REAL);
    if (recount(0, Long.MAX_VALUE) != total(index.whole(end))) {
      throw new IllegalStateException("index and recount disagree");
    }
  }

  private void acquire(int thread, int lock, int cause) {
    trace.append(end, thread, Kind.LOCK_ACQUIRE, lock, LockValue.pack(1, false, false), cause, 0);
  }

  private static long total(Statistics statistics) {
    return statistics.objects().stream().mapToLong(object -> object.waits().total()).sum();
  }

  /** Only how long was waited, in all: the least that a recount has to do. */
  private long recount(long from, long to) {
    long[] nanos = {0};
    Lanes.Listener count =
        new Lanes.Listener() {
          @Override
          public void stretch(int thread, ThreadState state, long start, long until) {}

          @Override
          public void waited(Wait wait) {
            nanos[0] += Math.max(0, Math.min(wait.to(), to) - Math.max(wait.from(), from));
          }
        };
    Lanes lanes = new Lanes(trace, Timing.REAL, count);
    for (int seq = 1; seq <= trace.size(); seq++) {
      lanes.event(seq);
    }
    lanes.open(end, count);
    return nanos[0];
  }

  @Benchmark
  public ContentionIndex build() {
    return ContentionIndex.of(trace, Timing.REAL);
  }

  @Benchmark
  public Statistics whole() {
    return index.whole(end);
  }

  @Benchmark
  public Statistics oneTenth() {
    return index.between(end / 2, end / 2 + end / 10, end);
  }

  @Benchmark
  public Statistics oneThousandth() {
    return index.between(end / 2, end / 2 + end / 1000, end);
  }

  @Benchmark
  public long oneTenthRecounted() {
    return recount(end / 2, end / 2 + end / 10);
  }

  @Benchmark
  public CriticalPath criticalPath() {
    return CriticalPath.of(trace, Timing.REAL);
  }
}
