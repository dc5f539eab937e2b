package io.interleave.bench;

import io.interleave.engine.analysis.Analysis;
import io.interleave.engine.analysis.Close;
import io.interleave.engine.analysis.convoy.Convoys;
import io.interleave.engine.analysis.exceptions.LostExceptions;
import io.interleave.engine.analysis.join.StuckJoins;
import io.interleave.engine.analysis.leak.UnreleasedLocks;
import io.interleave.engine.analysis.livelock.Livelocks;
import io.interleave.engine.analysis.permits.OverReleases;
import io.interleave.engine.analysis.signal.LostSignals;
import io.interleave.engine.analysis.starvation.Starvations;
import io.interleave.engine.analysis.values.StaleWrites;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.Trace;
import io.interleave.engine.primitive.SharedInt;
import io.interleave.engine.primitive.TracedAtomicInt;
import io.interleave.engine.primitive.TracedQueue;
import io.interleave.engine.primitive.TracedReentrantLock;
import io.interleave.engine.primitive.TracedSemaphore;
import io.interleave.engine.record.Merger;
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
 * How fast does each analysis of liveness, misuse and values read a trace?
 *
 * <p>One trace for all: 8 threads that read and write, lock, try, take permits, put and take.
 * Milliseconds for the whole of it, its end included; the number of events is printed. {@code none}
 * is what it costs to walk the trace and look at each event's kind.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@State(Scope.Benchmark)
@Fork(value = 1, jvmArgsAppend = "-Xmx6g")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class FindingsSpeed {

  private static final int THREADS = 8;
  private static final int ROUNDS = 5_000;

  /** What the threads share. */
  private static final class World {
    final SharedInt plain = SharedInt.plain("plain", 0);
    final SharedInt guarded = SharedInt.plain("guarded", 0);
    final SharedInt flag = SharedInt.volatileInt("flag", 0);
    final TracedAtomicInt count = new TracedAtomicInt("count", 0);
    final TracedReentrantLock lock = new TracedReentrantLock("lock");
    final TracedReentrantLock other = new TracedReentrantLock("other");
    final TracedSemaphore permits = new TracedSemaphore("permits", 4);
    final TracedQueue<Integer> queue = new TracedQueue<>("queue");

    void rounds() {
      for (int i = 0; i < ROUNDS; i++) {
        plain.set(plain.get() + 1);
        lock.lock();
        guarded.set(guarded.get() + 1);
        if (other.tryLock()) {
          other.unlock();
        }
        lock.unlock();
        permits.acquireUninterruptibly();
        flag.set(flag.get() + 1);
        permits.release();
        count.incrementAndGet();
        queue.add(i);
        queue.poll();
      }
    }
  }

  @Param({
    "none",
    "values",
    "signal",
    "leak",
    "permits",
    "livelock",
    "starvation",
    "convoy",
    "exceptions",
    "join"
  })
  public String analysis = "none";

  private Trace trace;

  @Setup(Level.Trial)
  public void record() {
    Merger merger = new Merger(OnThreads.recorded(THREADS, World::new, World::rounds));
    merger.drain(Long.MAX_VALUE);
    trace = merger.trace();
    System.out.printf("%d events%n", trace.size());
  }

  private Analysis make() {
    return switch (analysis) {
      case "values" -> new StaleWrites(trace);
      case "signal" -> new LostSignals(trace);
      case "leak" -> new UnreleasedLocks(trace);
      case "permits" -> new OverReleases(trace);
      case "livelock" -> new Livelocks(trace);
      case "starvation" -> new Starvations(trace);
      case "convoy" -> new Convoys(trace);
      case "exceptions" -> new LostExceptions(trace);
      case "join" -> new StuckJoins(trace);
      default -> new Nothing(trace);
    };
  }

  private static final class Nothing extends Analysis {
    int accesses;

    Nothing(Trace trace) {
      super(trace);
    }

    @Override
    protected void event(int seq) {
      accesses += trace.kind(seq) == Kind.VAR_READ ? 1 : 0;
    }
  }

  @Benchmark
  public int whole() {
    Analysis reader = make();
    int found = 0;
    for (int seq = 1, size = trace.size(); seq <= size; seq++) {
      found += reader.read(seq).size();
    }
    return found + reader.close(Close.STOOD).size();
  }
}
