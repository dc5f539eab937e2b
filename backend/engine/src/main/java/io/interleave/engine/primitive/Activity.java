package io.interleave.engine.primitive;

import io.interleave.engine.event.Kind;
import io.interleave.engine.record.Recorder;
import io.interleave.engine.record.Recording;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;

/**
 * What a thread does that is neither waiting for another nor changing anything shared: CPU work,
 * input and output, notes.
 */
public final class Activity {

  // A few microseconds of multiplications between looks at the clock, which costs a system call.
  private static final int BATCH = 2_000;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private Activity() {}

  /**
   * Uses this much CPU time; a thread that is preempted takes longer. A virtual thread's is
   * measured by the clock on the wall. In a controlled run it takes no time.
   */
  public static void work(Duration cpuTime) {
    Recorder me = Recording.current().me();
    me.checkpoint();
    me.record(Kind.WORK_BEGIN, 0, cpuTime.toNanos());
    if (me.recording().control().isLive()) {
      burn(me, cpuTime);
    }
    me.checkpoint();
    me.record(Kind.WORK_END, 0, 0);
  }

  private static void burn(Recorder me, Duration cpuTime) {
    long end = cpuNow() + cpuTime.toNanos();
    long chain = me.thread();
    while (cpuNow() < end) {
      me.checkpoint();
      for (int i = 0; i < BATCH; i++) {
        chain = chain * 6364136223846793005L + 1442695040888963407L;
      }
    }
    sink = chain;
  }

  /** Uses this many milliseconds of CPU time. */
  public static void work(long millis) {
    work(Duration.ofMillis(millis));
  }

  /**
   * Spends this long in input or output: the thread needs no processor and nobody can wake it
   * early.
   */
  public static void io(Duration time) throws InterruptedException {
    TracedThread.pause(Kind.IO_BEGIN, Kind.IO_END, time);
  }

  /** Spends this many milliseconds in input or output. */
  public static void io(long millis) throws InterruptedException {
    io(Duration.ofMillis(millis));
  }

  /** Says something on the current thread's lane. */
  public static void note(String text) {
    Recorder me = Recording.current().me();
    me.checkpoint();
    me.record(Kind.NOTE, 0, me.recording().text(text));
  }

  // Keeps the loop's result alive, so that the compiler keeps the loop.
  @SuppressWarnings("UnusedVariable")
  private static volatile long sink;

  private static long cpuNow() {
    return Thread.currentThread().isVirtual()
        ? System.nanoTime()
        : THREADS.getCurrentThreadCpuTime();
  }
}
