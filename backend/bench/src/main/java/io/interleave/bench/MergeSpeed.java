package io.interleave.bench;

import io.interleave.engine.event.Trace;
import io.interleave.engine.primitive.TracedReentrantLock;
import io.interleave.engine.record.Merger;
import io.interleave.engine.record.Recording;
import io.interleave.engine.wire.BatchWriter;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How many events a second does the way from buffers to a trace take, and from a trace to the wire?
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xmx6g", "-XX:+UseParallelGC"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class MergeSpeed {

  private static final int THREADS = 8;
  private static final int ROUNDS = 25_000;
  // Each round asks, takes and releases.
  private static final int EVENTS = THREADS * ROUNDS * 3;

  private Recording recording;
  private Trace trace;

  private static void rounds(Lock lock) {
    for (int i = 0; i < ROUNDS; i++) {
      lock.lock();
      lock.unlock();
    }
  }

  @Setup(Level.Trial)
  public void record() {
    recording =
        OnThreads.recorded(THREADS, () -> new TracedReentrantLock("lock"), MergeSpeed::rounds);
    Merger merger = new Merger(recording);
    merger.drain(Long.MAX_VALUE);
    trace = merger.trace();
    if (trace.size() != EVENTS) {
      throw new IllegalStateException("merged " + trace.size() + " of " + EVENTS + " events");
    }
    String wire = new BatchWriter(trace).next(trace.size());
    System.out.printf("wire: %.2f bytes an event%n", (double) wire.length() / EVENTS);
  }

  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public Trace merge() {
    Merger merger = new Merger(recording);
    merger.drain(Long.MAX_VALUE);
    return merger.trace();
  }

  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public int encode() {
    BatchWriter writer = new BatchWriter(trace);
    int bytes = 0;
    for (int to = 2_000; writer.written() < trace.size(); to += 2_000) {
      bytes += writer.next(Math.min(to, trace.size())).length();
    }
    return bytes;
  }
}
