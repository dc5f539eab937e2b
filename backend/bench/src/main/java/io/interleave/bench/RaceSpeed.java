package io.interleave.bench;

import io.interleave.engine.analysis.race.FastTrack;
import io.interleave.engine.event.Trace;
import io.interleave.engine.primitive.SharedInt;
import io.interleave.engine.primitive.TracedReentrantLock;
import io.interleave.engine.record.Merger;
import io.interleave.engine.record.Recording;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** How fast are races found? FastTrack beside full vector clocks, over traces without a race. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xmx6g", "-XX:+UseParallelGC"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RaceSpeed {

  private static final int THREADS = 8;
  private static final int EVENTS = 1_000_000;
  private static final int LOCKS = 4;
  private static final int VARIABLES = 16;

  /** What the threads of a trace do. */
  public enum Load {
    /** Sections of five events each: ask, take, read, write, release. */
    LOCKS,
    /** Reads of variables that nobody writes, and one section in fifty. */
    READS
  }

  @Param public Load load;

  private Trace trace;

  /** What the threads share. */
  private static final class Shared {
    final TracedReentrantLock[] locks = new TracedReentrantLock[LOCKS];
    final SharedInt[] guarded = new SharedInt[LOCKS];
    final SharedInt[] constant = new SharedInt[VARIABLES];

    Shared() {
      for (int i = 0; i < LOCKS; i++) {
        locks[i] = new TracedReentrantLock("lock " + i);
        guarded[i] = SharedInt.plain("guarded " + i, 0);
      }
      for (int i = 0; i < VARIABLES; i++) {
        constant[i] = SharedInt.plain("constant " + i, i);
      }
    }

    void section(int i) {
      locks[i].lock();
      guarded[i].set(guarded[i].get() + 1);
      locks[i].unlock();
    }
  }

  @Setup(Level.Trial)
  public void record() {
    Recording recording =
        OnThreads.recorded(
            THREADS,
            Shared::new,
            shared -> {
              for (int done = 0; done < EVENTS / THREADS; ) {
                if (load == Load.LOCKS || done % 55 == 0) {
                  shared.section((done / 5 + (int) Thread.currentThread().threadId()) % LOCKS);
                  done += 5;
                } else {
                  shared.constant[done % VARIABLES].get();
                  done++;
                }
              }
            });
    Merger merger = new Merger(recording);
    merger.drain(Long.MAX_VALUE);
    trace = merger.trace();
    int missing = EVENTS - trace.size();
    if (missing > EVENTS / 100 || -missing > EVENTS / 100) {
      throw new IllegalStateException("recorded " + trace.size() + " events");
    }
    if (fastTrack() != 0 || djitPlus() != 0) {
      throw new IllegalStateException("found a race");
    }
  }

  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public int fastTrack() {
    FastTrack analysis = new FastTrack(trace);
    int races = 0;
    for (int seq = 1; seq <= trace.size(); seq++) {
      races += analysis.read(seq).size();
    }
    return races;
  }

  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public int djitPlus() {
    DjitPlus analysis = new DjitPlus(trace);
    for (int seq = 1; seq <= trace.size(); seq++) {
      analysis.event(seq);
    }
    return analysis.races();
  }
}
