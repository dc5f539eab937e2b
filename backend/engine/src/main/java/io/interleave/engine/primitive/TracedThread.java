package io.interleave.engine.primitive;

import io.interleave.engine.control.Access;
import io.interleave.engine.control.Control;
import io.interleave.engine.control.Intent;
import io.interleave.engine.control.Shared;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.Uncaught;
import io.interleave.engine.record.Recorder;
import io.interleave.engine.record.Recording;
import io.interleave.engine.record.RecordingThread;
import io.interleave.engine.record.RunStopped;
import io.interleave.engine.record.Sites;
import io.interleave.engine.record.Strand;
import java.time.Duration;
import java.util.Objects;
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

  /** Is told of the exception that ended a thread, by that thread. */
  @FunctionalInterface
  public interface UncaughtHandler {
    void uncaught(TracedThread thread, Throwable thrown);
  }

  private final Body body;
  private final Recorder recorder;
  private final Strand strand;
  // Written before the start, read by the thread itself.
  private @Nullable UncaughtHandler handler;

  private TracedThread(String name, boolean virtual, boolean daemon, int pool, Body body) {
    Recording recording = Recording.current();
    Recorder me = recording.me();
    me.checkpoint();
    this.body = body;
    this.recorder = recording.open(name, virtual, daemon, pool, true);
    this.strand = recording.strand(recorder, () -> live(recorder, body, this));
    if (pool == 0) {
      me.record(Kind.THREAD_NEW, 0, id());
    }
  }

  /** A platform thread, not started yet. */
  public static TracedThread platform(String name, Body body) {
    return new TracedThread(name, false, false, 0, body);
  }

  /** A platform thread that does not keep the run going, not started yet. */
  public static TracedThread daemon(String name, Body body) {
    return new TracedThread(name, false, true, 0, body);
  }

  /** A virtual thread, not started yet; it does not keep the run going. */
  public static TracedThread virtual(String name, Body body) {
    return new TracedThread(name, true, true, 0, body);
  }

  /** A worker of a pool, not started yet. */
  static TracedThread pooled(String name, int pool, Body body) {
    return new TracedThread(name, false, false, pool, body);
  }

  /**
   * Platform threads numbered from 1 after the prefix, for an executor; none once the run is over.
   *
   * @throws UnsupportedOperationException in a controlled run, where threads are not the JDK's to
   *     start
   */
  public static ThreadFactory factory(String prefix) {
    Recording recording = Recording.current();
    if (!recording.control().isLive()) {
      throw new UnsupportedOperationException(
          "an executor of the JDK's starts threads that no scheduler controls; use TracedExecutor");
    }
    return liveFactory(recording, prefix, 0);
  }

  static ThreadFactory liveFactory(Recording recording, String prefix, int pool) {
    AtomicInteger count = new AtomicInteger();
    return new ThreadFactory() {
      @Override
      public @Nullable Thread newThread(Runnable task) {
        if (recording.isStopping()) {
          return null; // a stopped worker's executor asks for its successor
        }
        Recorder recorder =
            recording.open(prefix + count.incrementAndGet(), false, false, pool, true);
        Thread thread = new RecordingThread(recorder, () -> live(recorder, task::run, null));
        // Here, because a JDK pool starts its workers past their start method.
        recording.creating(recorder);
        recording.starting(thread, recorder);
        return thread;
      }
    };
  }

  /** What carries the main thread of a run, not started yet. */
  public static Strand main(Recording recording, Body body) {
    Recorder recorder = recording.open("main", false, false, 0, false);
    return recording.strand(
        recorder,
        () -> {
          recording.begin();
          live(recorder, body, null);
        });
  }

  /** A thread's life, from its first event to its last; told may have a handler. */
  private static void live(Recorder recorder, Body body, @Nullable TracedThread told) {
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
      Sites.atThrow(e);
      if (told != null && told.handler != null) {
        note(recorder, Uncaught.handled(e));
        told.tell(e);
      } else {
        ended(recorder, e);
      }
    } finally {
      Sites.at(0); // the end is on no line
      end(recorder);
      recording.ended(Thread.currentThread());
    }
  }

  /** An exception that nobody handles ends a thread. */
  private static void ended(Recorder recorder, Throwable thrown) {
    note(recorder, Uncaught.note(thrown));
    if (thrown.getClass() != InterruptedException.class) { // as the finding tells them apart
      recorder.recording().died(recorder, thrown);
    }
  }

  // What a handler throws has nobody left to be told of it; the JDK loses it.
  private void tell(Throwable thrown) {
    try {
      Objects.requireNonNull(handler).uncaught(this, thrown);
    } catch (RunStopped e) {
      // the run is over, and so is this thread
    } catch (Throwable e) {
      Sites.atThrow(e);
      ended(recorder, e);
    }
  }

  private static void end(Recorder recorder) {
    Recording recording = recorder.recording();
    if (!recording.isStopping()) {
      int life = Intent.life(recorder.thread());
      Strand strand = recorder.strandOrNull();
      if (strand != null) {
        recording.control().turn(Intent.of(Kind.THREAD_END, life, strand, Access.WRITE));
      }
      recorder.record(Kind.THREAD_END, 0, 0);
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
    return switch (state()) {
      case NEW, TERMINATED -> false;
      case RUNNABLE, BLOCKED, WAITING, TIMED_WAITING -> true;
    };
  }

  public Thread.State state() {
    Control control = recorder.recording().control();
    control.turn(Intent.of(Kind.THREAD_JOIN_REQUEST, life(), strand, Access.READ));
    Thread.State state = strand.state();
    control.observe(state.name().hashCode());
    return state;
  }

  private int life() {
    return Intent.life(id());
  }

  /**
   * Who is told when an exception ends it; to be called before its start.
   *
   * @return this thread
   */
  public TracedThread onUncaught(UncaughtHandler newHandler) {
    handler = newHandler;
    return this;
  }

  /**
   * Gives it a priority, from 1 to 10; threads without have 5. A live run passes it on to the
   * operating system, which may do with it as it likes. In a controlled run it is a rule: no thread
   * takes a step while one of higher priority is ready.
   *
   * @return this thread
   * @throws IllegalArgumentException if there is no such priority
   */
  public TracedThread priority(int priority) {
    if (priority < Thread.MIN_PRIORITY || priority > Thread.MAX_PRIORITY) {
      throw new IllegalArgumentException("a priority is 1 to 10, not " + priority);
    }
    strand.priority(priority);
    return this;
  }

  /**
   * Starts it.
   *
   * @throws IllegalThreadStateException if it was started before
   */
  public TracedThread start() {
    if (strand.state() != Thread.State.NEW) {
      throw new IllegalThreadStateException("thread " + name() + " was started before");
    }
    recorder.recording().creating(recorder);
    strand.start();
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
        Intent.NEVER,
        () -> {
          strand.await();
          return true;
        });
  }

  /**
   * Waits for its end, but not longer than this.
   *
   * @return whether it has ended
   */
  public boolean join(Duration timeout) throws InterruptedException {
    return join(Math.max(0, timeout.toNanos()), () -> strand.await(timeout));
  }

  private boolean join(long nanos, Control.Blocking wait) throws InterruptedException {
    Recording recording = recorder.recording();
    Recorder me = recording.me();
    me.checkpoint();
    if (strand.state() == Thread.State.NEW) {
      return true;
    }
    Control control = recording.control();
    boolean timed = nanos != Intent.NEVER || control.isInterrupted();
    Runnable ask = () -> me.request(Kind.THREAD_JOIN_REQUEST, timed, 0, id());
    boolean asked =
        control.turn(
            Intent.of(Kind.THREAD_JOIN, life(), strand, Access.READ)
                .when(level -> level == 1, ask)
                .within(nanos)
                .interruptiblyWhileWaiting());
    if (strand.level() == 1) {
      me.checkpoint();
      control.observe(strand.digest());
      me.record(Kind.THREAD_JOIN, asked ? 0 : Recorder.AT_ONCE, 0, 0, id());
      return true;
    }
    if (!asked) {
      ask.run();
    }
    boolean ended = Waiting.block(me, wait, Kind.THREAD_JOIN_FAIL, 0, id());
    if (ended) {
      me.record(Kind.THREAD_JOIN, 0, id());
    }
    return ended;
  }

  public void interrupt() {
    strand.interrupt();
  }

  /** Whether it was interrupted and no wait has told it yet; changes nothing. */
  public boolean isInterrupted() {
    return strand.isInterrupted();
  }

  /** Whether the current thread was interrupted; its interrupt status is clear afterwards. */
  public static boolean interrupted() {
    return Recording.current().control().takeInterrupt();
  }

  /**
   * Sets the current thread's interrupt status: what one does that caught an InterruptedException
   * and leaves it to others to act on.
   */
  public static void interruptCurrent() {
    Recording.current().control().interruptSelf();
  }

  /** Gives it the permit that {@link #park} waits for. */
  public void unpark() {
    Recorder me = recorder.recording().me();
    me.checkpoint();
    Control control = recorder.recording().control();
    if (!control.isLive()) {
      int permit = Intent.permit(id());
      control.turn(Intent.of(Kind.THREAD_UNPARK, permit, strand.permit(), Access.WRITE));
    }
    me.record(Kind.THREAD_UNPARK, 0, 0, recorder.nextSignal(), id());
    strand.unpark();
  }

  /** Parks the current thread until it is unparked or interrupted; may return without either. */
  public static void park() {
    Recorder me = Recording.current().me();
    me.checkpoint();
    Control control = me.recording().control();
    boolean interrupted = control.isInterrupted();
    Runnable ask = () -> me.request(Kind.THREAD_PARK, interrupted, 0, 0);
    if (control.isLive()) {
      ask.run();
      Waiting.blockUninterruptibly(
          me,
          () -> {
            LockSupport.park();
            return true;
          });
    } else if (!control.turn(parking(me, ask))) {
      ask.run();
    }
    me.checkpoint();
    me.record(Kind.THREAD_RESUME, 0, 0, me.nextSignal(), 0);
  }

  private static Intent parking(Recorder me, Runnable ask) {
    Shared permit = me.strand().permit();
    return Intent.of(Kind.THREAD_RESUME, Intent.permit(me.thread()), permit, Access.WRITE)
        .and(Intent.signal(me.thread()), permit, Access.READ)
        .when(level -> level != 0, ask);
  }

  /** Lets the current thread sleep; not at all where the time is negative. */
  public static void sleep(Duration time) throws InterruptedException {
    if (time.isNegative()) {
      Recording.current().me().checkpoint();
      return;
    }
    pause(Kind.THREAD_SLEEP, Kind.THREAD_WAKE, time);
  }

  /** Records, waits until the time is over, and records that. */
  static void pause(Kind begin, Kind end, Duration time) throws InterruptedException {
    Recorder me = Recording.current().me();
    me.checkpoint();
    Runnable ask = () -> me.record(begin, 0, time.toNanos());
    if (!me.recording().control().turn(Intent.pause(begin, Math.max(0, time.toNanos()), ask))) {
      ask.run();
    }
    boolean slept =
        Waiting.block(
            me,
            () -> {
              Thread.sleep(time);
              return true;
            },
            end,
            0,
            0);
    if (slept) {
      me.record(end, 0, 0);
    }
  }

  /**
   * Lets the current thread sleep, in milliseconds.
   *
   * @throws IllegalArgumentException if that is negative
   */
  public static void sleep(long millis) throws InterruptedException {
    if (millis < 0) {
      throw new IllegalArgumentException("a sleep takes 0 ms or more, not " + millis);
    }
    sleep(Duration.ofMillis(millis));
  }

  /** The name of the current thread, recorded or not. */
  public static String currentName() {
    Recorder recorder = Recorder.currentOrNull();
    return recorder == null ? Thread.currentThread().getName() : recorder.info().name();
  }
}
