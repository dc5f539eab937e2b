package io.interleave.bench;

import io.interleave.engine.analysis.Close;
import io.interleave.engine.analysis.predict.PredictedRaces;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.LockValue;
import io.interleave.engine.event.ObjectInfo;
import io.interleave.engine.event.ObjectType;
import io.interleave.engine.event.ThreadInfo;
import io.interleave.engine.event.Trace;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long does a run's end wait for the prediction of races? The trace has none and looks as if it
 * had many: threads write one variable without a lock, each in its turn, which they hand on through
 * another variable under a lock.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@State(Scope.Benchmark)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xmx6g", "-XX:+UseParallelGC"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PredictionSpeed {

  private static final int THREADS = 8;
  private static final int LOCK = 1;
  private static final int TURN = 2;
  private static final int SUBJECT = 3;
  private static final int SMALL = 500;

  @Param({"500", "100000", "1000000"})
  public int events;

  private final Trace trace = new Trace();
  private final Trace small = new Trace();

  @Setup(Level.Trial)
  public void write() {
    write(trace, events);
    write(small, SMALL);
    if (!predict().equals("[]") || slow() != 0) {
      throw new IllegalStateException("predicted a race");
    }
  }

  private static void write(Trace trace, int events) {
    for (int thread = 1; thread <= THREADS; thread++) {
      trace.threads().put(thread, new ThreadInfo(thread, "t" + thread, false, false, 1, 0));
    }
    trace.objects().put(LOCK, ObjectInfo.of(ObjectType.REENTRANT_LOCK, "lock").withId(LOCK));
    trace.objects().put(TURN, ObjectInfo.of(ObjectType.VARIABLE, "turn").withId(TURN));
    trace.objects().put(SUBJECT, ObjectInfo.of(ObjectType.VARIABLE, "subject").withId(SUBJECT));
    int written = 0;
    for (int turn = 0; trace.size() < events; turn++) {
      int thread = 1 + turn % THREADS;
      section(trace, thread, Kind.VAR_READ, written);
      trace.append(0, thread, Kind.VAR_WRITE, SUBJECT, turn, 0, 0);
      written = section(trace, thread, Kind.VAR_WRITE, 0);
    }
  }

  private static int section(Trace trace, int thread, Kind kind, int cause) {
    trace.append(0, thread, Kind.LOCK_REQUEST, LOCK, LockValue.pack(0, false, false), 0, 0);
    trace.append(0, thread, Kind.LOCK_ACQUIRE, LOCK, LockValue.pack(1, false, false), 0, 0);
    int access = trace.append(0, thread, kind, TURN, 0, cause, 0);
    trace.append(0, thread, Kind.LOCK_RELEASE, LOCK, LockValue.pack(0, false, false), 0, 0);
    return access;
  }

  @Benchmark
  public String predict() {
    return new PredictedRaces(trace, (one, other) -> false).close(Close.ENDED).toString();
  }

  /** Always of the smallest trace. */
  @Benchmark
  public int slow() {
    return new SlowPrediction(small).races();
  }
}
