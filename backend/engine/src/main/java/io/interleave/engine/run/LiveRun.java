package io.interleave.engine.run;

import io.interleave.engine.analysis.Close;
import io.interleave.engine.analysis.Timing;
import io.interleave.engine.event.Finding;
import io.interleave.engine.event.Text;
import io.interleave.engine.event.Trace;
import io.interleave.engine.findings.Findings;
import io.interleave.engine.record.Merger;
import io.interleave.engine.record.Recording;
import io.interleave.engine.record.Strand;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A run on real threads, in real time.
 *
 * <p>One thread of its own, the pump, merges the buffers some fifty times a second, lets the
 * analysis read, tells the observer, and ends the run: when the program has, when nothing can go on
 * any more, at a bound, or when asked. Ending stops the recording first and then interrupts every
 * thread until it has gone. Thread-safe.
 */
public final class LiveRun {

  // Often enough for the eye, rare enough that a busy run's batches are large.
  private static final long TICK = Duration.ofMillis(20).toNanos();
  // How far in the past an event lies when it is emitted, so that slower threads' earlier ones come
  // first.
  private static final long LAG = Duration.ofMillis(2).toNanos();
  // At how many ticks in a row all threads must be seen waiting to count as stuck.
  private static final int STALL_TICKS = 25;
  // How long a run goes on after a deadlock among some of its threads.
  private static final long DEADLOCK_GRACE = Duration.ofSeconds(1).toNanos();
  private static final long UNWINDING = Duration.ofSeconds(5).toNanos();

  private final Limits limits;
  private final Observer observer;
  private final Recording recording;
  private final Merger merger;
  private final Trace trace;
  private final Findings findings;
  private final CompletableFuture<End> end = new CompletableFuture<>();
  private final Strand main;
  private volatile boolean cancelled;
  private final Execute program;
  // The pump's own.
  private int told;
  // The ticks since which nothing has happened and every thread was seen waiting.
  private int stillTicks;
  private long deadlockSince;

  private LiveRun(Program program, Limits limits, Observer observer) {
    this.limits = limits;
    this.observer = observer;
    this.recording = new Recording(limits.maxEvents(), limits.maxThreads());
    this.merger = new Merger(recording);
    this.trace = merger.trace();
    this.findings = new Findings(trace, Timing.REAL);
    this.program = new Execute(program);
    this.main = this.program.main(recording);
  }

  /**
   * Starts a run; returns at once.
   *
   * @param observer is told everything, by one thread of the run's own
   */
  public static LiveRun start(Program program, Limits limits, Observer observer) {
    LiveRun run = new LiveRun(program, limits, observer);
    Thread pump = new Thread(run::pump, "interleave-pump");
    pump.setDaemon(true);
    pump.start();
    return run;
  }

  /** Ends the run as cancelled, if it has not ended. Returns at once; idempotent. */
  public void cancel() {
    cancelled = true;
  }

  /** The trace so far. */
  public Trace trace() {
    return trace;
  }

  /** Completes when the run has ended and its observer was told. */
  public CompletableFuture<End> end() {
    return end;
  }

  private void pump() {
    try {
      main.start();
      End how = follow();
      observer.end(trace, how);
      end.complete(how);
    } catch (Throwable e) {
      recording.stop();
      interruptAll();
      end.completeExceptionally(e);
    }
  }

  private End follow() {
    Ending ending = null;
    while (ending == null) {
      LockSupport.parkNanos(TICK);
      boolean ended = programEnded();
      tell(recording.now() - LAG);
      ending = ending(ended);
    }
    ending = ending.after(program.failure());
    long duration = recording.now();
    recording.stop();
    boolean gone = unwind();
    tell(Long.MAX_VALUE);
    findings.close(ending.how()).forEach(observer::finding);
    return end(ending, gone, duration);
  }

  /** Why a run is over. */
  private record Ending(Status status, Close how, @Nullable Text reason) {

    /** The same of a run whose main thread had ended with an exception: that comes first. */
    Ending after(@Nullable Throwable thrown) {
      return thrown == null || reason == null || how == Close.ENDED || status == Status.CANCELLED
          ? this
          : new Ending(Status.FAILED, how, Reasons.threw(thrown, reason));
    }
  }

  private @Nullable Ending ending(boolean ended) {
    Recording.Limit limit = recording.exceeded();
    if (limit != null) {
      return new Ending(Status.FAILED, Close.CUT, limits.reason(limit));
    }
    if (cancelled) {
      return new Ending(Status.CANCELLED, Close.CUT, Reasons.CANCELLED);
    }
    if (ended) {
      return completed();
    }
    long now = recording.now();
    if (now > limits.maxDuration().toNanos()) {
      return new Ending(Status.TIMED_OUT, Close.CUT, limits.tooLong());
    }
    if (stands()) {
      return new Ending(Status.DEADLOCKED, Close.STOOD, Reasons.STANDS);
    }
    if (deadlockSince != 0 && now - deadlockSince > DEADLOCK_GRACE) {
      // The others may still have had something to do for those that wait.
      Close how = allWait() ? Close.STOOD : Close.CUT;
      return new Ending(
          Status.DEADLOCKED,
          how,
          new Text("Some threads wait for each other for ever.", "一些线程永远在互相等待。"));
    }
    return null;
  }

  private Ending completed() {
    Throwable thrown = program.failure();
    Status status = findings.deadlocked() ? Status.DEADLOCKED : Status.COMPLETED;
    return thrown == null
        ? new Ending(status, Close.ENDED, null)
        : new Ending(Status.FAILED, Close.ENDED, Reasons.threw(thrown));
  }

  /**
   * Whether nothing can go on: all threads were seen waiting at many ticks in a row, for something
   * of this run, and the buffers hold nothing that was not told. A busy machine may keep a thread
   * that was woken from running, which looks like waiting; but then it keeps this one from ticking
   * as well, which is why ticks count and not time.
   */
  private boolean stands() {
    stillTicks = allWait() ? stillTicks + 1 : 0;
    if (stillTicks < STALL_TICKS) {
      return false;
    }
    tell(Long.MAX_VALUE);
    return stillTicks >= STALL_TICKS;
  }

  /** Whether all threads that keep a run going have ended. */
  private boolean programEnded() {
    return recording.alive().values().stream().allMatch(recorder -> recorder.info().daemon());
  }

  /**
   * Whether each thread waits for another of this run and stands. Either alone would not do: one
   * that was woken has recorded nothing yet, and one that waits for anything else, such as the
   * JVM's loading of a class, goes on without being woken by these.
   */
  private boolean allWait() {
    return findings.allWait() && recording.alive().keySet().stream().allMatch(LiveRun::waits);
  }

  private static boolean waits(Thread thread) {
    return switch (thread.getState()) {
      case WAITING, BLOCKED, TERMINATED -> true;
      case NEW, RUNNABLE, TIMED_WAITING -> false;
    };
  }

  private void tell(long horizon) {
    merger.drain(horizon);
    int to = trace.size();
    if (to == told) {
      return;
    }
    int from = told + 1;
    told = to;
    stillTicks = 0;
    observer.events(trace, from, to);
    for (Finding finding : findings.read(to)) {
      observer.finding(finding);
    }
    if (deadlockSince == 0 && findings.deadlocked()) {
      deadlockSince = recording.now();
    }
  }

  private boolean unwind() {
    long deadline = System.nanoTime() + UNWINDING;
    while (!recording.alive().isEmpty()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      interruptAll();
      LockSupport.parkNanos(TICK / 10);
    }
    return true;
  }

  private void interruptAll() {
    recording.alive().keySet().forEach(Thread::interrupt);
  }

  private End end(Ending ending, boolean gone, long duration) {
    String stuck = merger.stuck();
    if (!gone) {
      String names =
          recording.alive().values().stream()
              .map(recorder -> recorder.info().name())
              .toList()
              .toString();
      return new End(
          Status.FAILED,
          new Text("Threads %s did not end.", "线程 %s 没有结束。").with(names),
          program.outcome(),
          duration);
    }
    if (stuck != null) {
      return new End(
          Status.FAILED,
          new Text("The trace is not whole: %s.", "轨迹不完整：%s。").with(stuck),
          program.outcome(),
          duration);
    }
    return new End(ending.status(), ending.reason(), program.outcome(), duration);
  }
}
