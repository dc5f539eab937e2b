package io.interleave.engine.primitive;

import io.interleave.engine.control.Control;
import io.interleave.engine.event.Kind;
import io.interleave.engine.record.Recorder;
import io.interleave.engine.record.Recording;
import io.interleave.engine.record.RecordingThread;
import io.interleave.engine.record.RunStopped;
import io.interleave.engine.record.Sites;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A recorded thread: a platform thread, a daemon or a virtual thread.
 *
 * <p>Not a {@link Thread} itself, because {@code join} and {@code sleep} of that class cannot be
 * overridden and would be waits that no trace shows. Thread-safe.
 */
public final class TracedThread {

  /** What a thread does. An InterruptedException that escapes ends the thread with a note. */
  @FunctionalInterface
  public interface Body {
    void run() throws InterruptedException;
  }

  private final Body body;
  private final Recorder recorder;
  private final Thread carrier;

  private TracedThread(String name, boolean virtual, boolean daemon, Body body) {
    Recording recording = Recording.current();
    Recorder me = recording.me();
    me.checkpoint();
    this.body = body;
    this.recorder = recording.open(name, virtual, daemon, 0, true);
    Runnable life = () -> live(recorder, body);
    this.carrier =
        virtual
            ? Thread.ofVirtual().name(name).unstarted(life)
            : new RecordingThread(recorder, life);
    me.record(Kind.THREAD_NEW, 0, id());
  }

  /** A platform thread, not started yet. */
  public static TracedThread platform(String name, Body body) {
    return new TracedThread(name, false, false, body);
  }

  /** A platform thread that does not keep the run going, not started yet. */
  public static TracedThread daemon(String name, Body body) {
    return new TracedThread(name, false, true, body);
  }

  /** A virtual thread, not started yet; it does not keep the run going. */
  public static TracedThread virtual(String name, Body body) {
    return new TracedThread(name, true, true, body);
  }

  /**
   * Platform threads numbered from 1 after the prefix, for an executor; none once the run is over.
   */
  public static ThreadFactory factory(String prefix) {
    return factory(Recording.current(), prefix, 0);
  }

  static ThreadFactory factory(Recording recording, String prefix, int pool) {
    AtomicInteger count = new AtomicInteger();
    return new ThreadFactory() {
      @Override
      public @Nullable Thread newThread(Runnable task) {
        if (recording.isStopping()) {
          return null; // a stopped worker's executor asks for its successor
        }
        Recorder recorder =
            recording.open(prefix + count.incrementAndGet(), false, false, pool, true);
        Thread thread = new RecordingThread(recorder, () -> live(recorder, task::run));
        // Here, because a JDK pool starts its workers past their start method.
        recording.creating(thread, recorder);
        return thread;
      }
    };
  }

  /** The main thread of a run, not started yet. */
  public static Thread main(Recording recording, Body body) {
    Recorder recorder = recording.open("main", false, false, 0, false);
    Runnable life =
        () -> {
          recording.begin();
          live(recorder, body);
        };
    Thread thread = new RecordingThread(recorder, life);
    recording.starting(thread, recorder);
    return thread;
  }

  /** A thread's life, from its first event to its last. */
  private static void live(Recorder recorder, Body body) {
    Recording recording = recorder.recording();
    if (Thread.currentThread().isVirtual()) {
      recorder.attach();
    }
    try {
      recorder.checkpoint();
      recorder.record(Kind.THREAD_START, 0, 0);
      body.run();
    } catch (RunStopped e) {
      // the run is over, and so is this thread
    } catch (Throwable e) {
      note(recorder, "uncaught " + e);
    } finally {
      Sites.at(0); // the end is on no line
      if (!recording.isStopping()) {
        recorder.record(Kind.THREAD_END, 0, 0);
      }
      recording.ended(Thread.currentThread());
    }
  }

  private static void note(Recorder recorder, String text) {
    if (!recorder.recording().isStopping()) {
      recorder.record(Kind.NOTE, 0, recorder.recording().text(text));
    }
  }

  public int id() {
    return recorder.thread();
  }

  public String name() {
    return recorder.info().name();
  }

  public boolean isDaemon() {
    return recorder.info().daemon();
  }

  /** Whether it has started and not ended. */
  public boolean isAlive() {
    return carrier.isAlive();
  }

  public Thread.State state() {
    return carrier.getState();
  }

  /**
   * Starts it.
   *
   * @throws IllegalThreadStateException if it was started before
   */
  public TracedThread start() {
    if (carrier.getState() != Thread.State.NEW) {
      throw new IllegalThreadStateException("thread " + name() + " was started before");
    }
    Recording recording = recorder.recording();
    recording.creating(carrier, recorder);
    try {
      carrier.start();
    } catch (OutOfMemoryError e) {
      recording.ended(carrier); // the system has no thread left to give
      throw e;
    }
    return this;
  }

  /**
   * Runs the body in the caller's own thread, as a call of {@link Thread#run} does: no thread
   * starts.
   */
  public void run() throws InterruptedException {
    body.run();
  }

  /** Waits for its end; returns at once if it was never started. */
  public void join() throws InterruptedException {
    join(
        () -> {
          carrier.join();
          return true;
        });
  }

  /**
   * Waits for its end, but not longer than this.
   *
   * @return whether it has ended
   */
  public boolean join(Duration timeout) throws InterruptedException {
    return join(() -> carrier.join(timeout));
  }

  private boolean join(Control.Blocking wait) throws InterruptedException {
    Recording recording = recorder.recording();
    Recorder me = recording.me();
    me.checkpoint();
    recording.control().point(Kind.THREAD_JOIN, 0);
    Thread.State state = carrier.getState();
    if (state == Thread.State.NEW) {
      return true;
    }
    if (state == Thread.State.TERMINATED) {
      me.checkpoint();
      me.record(Kind.THREAD_JOIN, Recorder.AT_ONCE, 0, 0, id());
      return true;
    }
    me.record(Kind.THREAD_JOIN_REQUEST, 0, id());
    boolean ended = Waiting.block(me, Kind.THREAD_JOIN, 0, wait, Kind.THREAD_JOIN_FAIL, id());
    if (ended) {
      me.record(Kind.THREAD_JOIN, 0, id());
    }
    return ended;
  }

  public void interrupt() {
    if (carrier.isVirtual()) {
      RecordingThread.recordInterrupt(recorder);
    }
    carrier.interrupt();
  }

  /** Gives it the permit that {@link #park} waits for. */
  public void unpark() {
    Recorder me = recorder.recording().me();
    me.checkpoint();
    me.record(Kind.THREAD_UNPARK, 0, 0, recorder.nextSignal(), id());
    LockSupport.unpark(carrier);
  }

  /** Parks the current thread until it is unparked or interrupted; may return without either. */
  public static void park() {
    Recorder me = Recording.current().me();
    me.checkpoint();
    me.recording().control().point(Kind.THREAD_PARK, 0);
    me.record(Kind.THREAD_PARK, 0, 0);
    Waiting.blockUninterruptibly(
        me,
        Kind.THREAD_RESUME,
        0,
        () -> {
          LockSupport.park();
          return true;
        });
    me.checkpoint();
    me.record(Kind.THREAD_RESUME, 0, 0, me.nextSignal(), 0);
  }

  /** Lets the current thread sleep. */
  public static void sleep(Duration time) throws InterruptedException {
    Recorder me = Recording.current().me();
    me.checkpoint();
    me.recording().control().point(Kind.THREAD_SLEEP, 0);
    me.record(Kind.THREAD_SLEEP, 0, time.toNanos());
    boolean slept =
        Waiting.block(
            me,
            Kind.THREAD_WAKE,
            0,
            () -> {
              Thread.sleep(time);
              return true;
            },
            Kind.THREAD_WAKE,
            0);
    if (slept) {
      me.record(Kind.THREAD_WAKE, 0, 0);
    }
  }

  /** Lets the current thread sleep, in milliseconds. */
  public static void sleep(long millis) throws InterruptedException {
    sleep(Duration.ofMillis(millis));
  }

  /** The name of the current thread, recorded or not. */
  public static String currentName() {
    Recorder recorder = Recorder.currentOrNull();
    return recorder == null ? Thread.currentThread().getName() : recorder.info().name();
  }
}
