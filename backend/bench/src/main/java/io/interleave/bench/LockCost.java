package io.interleave.bench;

import io.interleave.engine.primitive.TracedReentrantLock;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import jdk.jfr.Event;
import jdk.jfr.Name;
import jdk.jfr.Recording;
import jdk.jfr.StackTrace;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What does recording add to an uncontended and to a contended lock, beside nothing and beside JFR?
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 2,
    jvmArgsAppend = {"-Xmx6g", "-XX:+UseParallelGC"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class LockCost {

  private static final int OPERATIONS = 1_000_000;
  // Tokens of Blackhole.consumeCPU.
  private static final int SECTION = 60;

  /** The two events that a JFR-instrumented lock would commit. */
  @Name("io.interleave.bench.Lock")
  @StackTrace(false)
  static final class LockEvent extends Event {
    long lock;
    boolean acquire;
  }

  /** A running JFR recording. */
  @State(Scope.Benchmark)
  public static class Jfr {
    private Recording recording;

    @Setup(Level.Trial)
    public void begin() {
      recording = new Recording();
      recording.enable(LockEvent.class).withoutStackTrace();
      recording.setMaxSize(64 << 20);
      recording.start();
    }

    @TearDown(Level.Trial)
    public void end() {
      recording.close();
    }
  }

  private static void jfr(boolean acquire) {
    LockEvent event = new LockEvent();
    event.lock = 1;
    event.acquire = acquire;
    event.commit();
  }

  private static void lockUnlock(Lock lock) {
    for (int i = 0; i < OPERATIONS; i++) {
      lock.lock();
      lock.unlock();
    }
  }

  private static void lockedSections(Lock lock) {
    for (int i = 0; i < OPERATIONS / 2; i++) {
      lock.lock();
      Blackhole.consumeCPU(SECTION);
      lock.unlock();
    }
  }

  @Benchmark
  @OperationsPerInvocation(OPERATIONS)
  public void uncontendedRaw() {
    Lock lock = new ReentrantLock();
    OnThreads.plain(1, () -> lockUnlock(lock));
  }

  @Benchmark
  @OperationsPerInvocation(OPERATIONS)
  public void uncontendedRecorded() {
    OnThreads.recorded(1, () -> new TracedReentrantLock("lock"), LockCost::lockUnlock);
  }

  @Benchmark
  @OperationsPerInvocation(OPERATIONS)
  public void uncontendedJfr(Jfr recording) {
    Lock lock = new ReentrantLock();
    OnThreads.plain(
        1,
        () -> {
          for (int i = 0; i < OPERATIONS; i++) {
            lock.lock();
            jfr(true);
            jfr(false);
            lock.unlock();
          }
        });
  }

  @Benchmark
  @OperationsPerInvocation(OPERATIONS)
  public void contendedRaw() {
    Lock lock = new ReentrantLock();
    OnThreads.plain(2, () -> lockedSections(lock));
  }

  @Benchmark
  @OperationsPerInvocation(OPERATIONS)
  public void contendedRecorded() {
    OnThreads.recorded(2, () -> new TracedReentrantLock("lock"), LockCost::lockedSections);
  }
}
