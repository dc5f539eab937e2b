package io.interleave.bench;

import io.interleave.engine.analysis.deadlock.Deadlocks;
import io.interleave.engine.analysis.inversion.Inversions;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.LockValue;
import io.interleave.engine.event.Trace;
import io.interleave.engine.primitive.TracedQueue;
import io.interleave.engine.primitive.TracedReentrantLock;
import io.interleave.engine.primitive.TracedSemaphore;
import io.interleave.engine.record.Merger;
import io.interleave.engine.record.Recording;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

/**
 * How many events a second do the analyses of deadlocks read, beside working everything out anew?
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xmx4g", "-XX:+UseParallelGC"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class DeadlockSpeed {

  private static final int THREADS = 8;
  private static final int ROUNDS = 10_000;
  private static final int EVENTS = 400_000;
  // What the slow twin reads.
  private static final int FEW = 2_000;

  /** What the threads fight over. */
  private static final class World {
    final List<TracedReentrantLock> locks =
        List.of(
            new TracedReentrantLock("a"),
            new TracedReentrantLock("b"),
            new TracedReentrantLock("c"));
    final TracedSemaphore permits = new TracedSemaphore("permits", 3);
    final TracedQueue<Integer> queue = new TracedQueue<>("queue", 16);
  }

  /** Locks inside locks, or a bit of everything. */
  @Param({"locks", "mixed"})
  public String what;

  private Trace trace;

  @Setup(Level.Trial)
  public void record() {
    boolean mixed = what.equals("mixed");
    Recording recording = OnThreads.recorded(THREADS, World::new, world -> rounds(world, mixed));
    Merger merger = new Merger(recording);
    merger.drain(Long.MAX_VALUE);
    trace = merger.trace();
    if (trace.size() < EVENTS) {
      throw new IllegalStateException("only " + trace.size() + " events");
    }
  }

  private static void rounds(World world, boolean mixed) {
    try {
      for (int i = 0; i < ROUNDS; i++) {
        world.locks.get(0).lock();
        world.locks.get(1 + i % 2).lock();
        world.locks.get(1 + i % 2).unlock();
        world.locks.get(0).unlock();
        if (mixed) {
          world.permits.acquire();
          world.queue.put(i);
          world.queue.take();
          world.permits.release();
        }
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public Deadlocks deadlocks() {
    Deadlocks deadlocks = new Deadlocks(trace);
    for (int seq = 1; seq <= EVENTS; seq++) {
      deadlocks.read(seq);
    }
    return deadlocks;
  }

  /** With the deadlocks, of which they ask. */
  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public Inversions deadlocksAndInversions() {
    Deadlocks deadlocks = new Deadlocks(trace);
    Inversions inversions = new Inversions(trace, deadlocks);
    for (int seq = 1; seq <= EVENTS; seq++) {
      deadlocks.read(seq);
      inversions.read(seq);
    }
    return inversions;
  }

  @Benchmark
  @OperationsPerInvocation(FEW)
  public int deadlocksAnewAfterEachEvent() {
    int dead = 0;
    for (int seq = 1; seq <= FEW; seq++) {
      dead += dead(seq).size();
    }
    return dead;
  }

  /** Who can never get its lock, worked out from the first events alone. */
  private Set<Integer> dead(int to) {
    Map<Integer, Integer> owner = new HashMap<>();
    Map<Integer, Integer> wanted = new HashMap<>();
    for (int seq = 1; seq <= to; seq++) {
      wanted.remove(trace.thread(seq));
      Kind kind = trace.kind(seq);
      if (kind == Kind.LOCK_REQUEST) {
        wanted.put(trace.thread(seq), trace.object(seq));
      } else if (kind == Kind.LOCK_ACQUIRE) {
        owner.put(trace.object(seq), trace.thread(seq));
      } else if (kind == Kind.LOCK_RELEASE && LockValue.unpack(trace.value(seq)).holds() == 0) {
        owner.remove(trace.object(seq));
      }
    }
    Set<Integer> dead = new HashSet<>(wanted.keySet());
    boolean changed = true;
    while (changed) {
      changed =
          dead.removeIf(
              thread -> {
                Integer holder = owner.get(wanted.get(thread));
                return holder == null || !dead.contains(holder);
              });
    }
    return dead;
  }
}
