package io.interleave.bench;

import io.interleave.engine.event.Kind;
import io.interleave.engine.primitive.SharedInt;
import io.interleave.engine.primitive.TracedAtomicInt;
import io.interleave.engine.record.Recorder;
import io.interleave.engine.record.Recording;
import io.interleave.engine.record.Sites;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does one record cost, and how much of that is the clock? What do variables cost, and saying
 * where the code is?
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 2,
    jvmArgsAppend = {"-Xmx6g", "-XX:+UseParallelGC"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RecordCost {

  private static final int OPERATIONS = 1_000_000;

  private static void loop(Runnable each) {
    for (int i = 0; i < OPERATIONS; i++) {
      each.run();
    }
  }

  @Benchmark
  @OperationsPerInvocation(OPERATIONS)
  public void clockAlone() {
    long[] sum = new long[1];
    OnThreads.plain(
        1,
        () -> {
          for (int i = 0; i < OPERATIONS; i++) {
            sum[0] += System.nanoTime();
          }
        });
  }

  @Benchmark
  @OperationsPerInvocation(OPERATIONS)
  public void record() {
    OnThreads.recorded(
        1,
        () -> "",
        nothing -> {
          Recorder me = Recording.current().me();
          for (int i = 0; i < OPERATIONS; i++) {
            me.record(Kind.WORK_BEGIN, 0, i);
          }
        });
  }

  @Benchmark
  @OperationsPerInvocation(OPERATIONS)
  public void recordWithSite() {
    OnThreads.recorded(
        1,
        () -> "",
        nothing -> {
          Recorder me = Recording.current().me();
          for (int i = 0; i < OPERATIONS; i++) {
            Sites.at(i & 7);
            me.record(Kind.WORK_BEGIN, 0, i);
          }
        });
  }

  @Benchmark
  @OperationsPerInvocation(OPERATIONS)
  public void incrementAtomicRaw() {
    AtomicInteger atomic = new AtomicInteger();
    OnThreads.plain(1, () -> loop(atomic::incrementAndGet));
  }

  @Benchmark
  @OperationsPerInvocation(OPERATIONS)
  public void incrementAtomicRecorded() {
    OnThreads.recorded(
        1, () -> new TracedAtomicInt("atomic", 0), atomic -> loop(atomic::incrementAndGet));
  }

  @Benchmark
  @OperationsPerInvocation(OPERATIONS)
  public void readAndWriteVariableRecorded() {
    OnThreads.recorded(
        1,
        () -> SharedInt.plain("variable", 0),
        variable -> loop(() -> variable.set(variable.get() + 1)));
  }
}
