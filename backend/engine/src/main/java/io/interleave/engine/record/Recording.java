package io.interleave.engine.record;

import io.interleave.engine.control.Control;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.ObjectInfo;
import io.interleave.engine.event.Printable;
import io.interleave.engine.event.Registry;
import io.interleave.engine.event.ThreadInfo;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The recording of one run: its clock, its threads, its objects, its bounds.
 *
 * <p>Once {@link #stop stopped}, nothing more is recorded: an operation that lets others go on (a
 * release) looks before it takes effect, one that was let go (an acquire) looks after. So whatever
 * is left out is everything after some moment, never a hole. Thread-safe.
 */
public final class Recording {

  /**
   * The most events that any run can hold: what a stamp can count, less what threads may record
   * while they stop.
   */
  public static final int MOST_EVENTS = 16_000_000;

  private static final int MOST_OBJECTS = 4_000_000;

  /**
   * An exception that ended a thread, and that nobody handled; or a task, and that nobody asked
   * for.
   *
   * @param thread the thread, or the one that ran the task
   * @param future the task's future, 0 for a thread's own
   */
  public record Death(ThreadInfo thread, Throwable thrown, int future) {}

  /** A bound that ended the recording. */
  public enum Limit {
    EVENTS,
    THREADS,
    OBJECTS
  }

  private final Control control;
  private final Strand.Maker strands;
  private final boolean silent;
  private final int maxEvents;
  private final int maxThreads;
  // Set again by begin(); volatile because the merger's thread reads the clock too.
  private volatile long origin;
  private final Registry<ThreadInfo> threads = new Registry<>();
  private final Registry<ObjectInfo> objects = new Registry<>();
  private final Registry<String> strings = new Registry<>();
  private final Registry<Recorder> recorders = new Registry<>();
  private final Map<String, Integer> stringIds = new ConcurrentHashMap<>();
  private final Map<Thread, Recorder> alive = new ConcurrentHashMap<>();
  private final Queue<Death> deaths = new ConcurrentLinkedQueue<>();
  private final AtomicLong accounted = new AtomicLong();
  private volatile boolean stopping;
  private volatile @Nullable Limit exceeded;

  /**
   * The recording of a live run.
   *
   * @param maxEvents about how many events it may hold; a thread notices when it fills a chunk
   * @param maxThreads how many threads it may have, ended ones included
   */
  public Recording(int maxEvents, int maxThreads) {
    this(Control.LIVE, LiveStrand::new, false, maxEvents, maxThreads);
  }

  /**
   * A recording of threads that somebody else makes and controls.
   *
   * @param silent whether nothing is written down
   */
  public Recording(
      Control control, Strand.Maker strands, boolean silent, int maxEvents, int maxThreads) {
    if (maxEvents < 1 || maxEvents > MOST_EVENTS) {
      throw new IllegalArgumentException("maxEvents is 1 to " + MOST_EVENTS + ", not " + maxEvents);
    }
    if (maxThreads < 1) {
      throw new IllegalArgumentException("maxThreads is at least 1, not " + maxThreads);
    }
    this.control = control;
    this.strands = strands;
    this.silent = silent;
    this.origin = control.nanoTime();
    this.maxEvents = maxEvents;
    this.maxThreads = maxThreads;
  }

  /**
   * The recording of the current thread's run.
   *
   * @throws IllegalStateException if the current thread belongs to none
   */
  public static Recording current() {
    Recorder recorder = Recorder.currentOrNull();
    if (recorder == null) {
      throw new IllegalStateException(
          "no recording on thread "
              + Thread.currentThread().getName()
              + ": primitives are made inside a run");
    }
    return recorder.recording();
  }

  /** An exception that nobody handles ends the thread of a recorder. */
  public void died(Recorder recorder, Throwable thrown) {
    died(recorder, thrown, 0);
  }

  /** An exception ended a task, and lies in its future until somebody asks for the result. */
  public void died(Recorder recorder, Throwable thrown, int future) {
    if (!control.isLive()) { // which has its trace, and may go on for long
      deaths.add(new Death(recorder.info(), thrown, future));
    }
  }

  /** Somebody asked a future for its result, and so learnt of an exception in it. */
  public void asked(int future) {
    deaths.removeIf(death -> death.future == future);
  }

  /**
   * Of a controlled run, the exceptions that ended threads or tasks and that nobody handled or
   * asked for until now, in the order of their coming.
   */
  public List<Death> deaths() {
    return List.copyOf(deaths);
  }

  /** The current thread's recorder; a thread that somebody else made joins the recording here. */
  public Recorder me() {
    Recorder recorder = Recorder.currentOrNull();
    return recorder != null && recorder.recording() == this ? recorder : adopt();
  }

  private Recorder adopt() {
    Thread thread = Thread.currentThread();
    if (!control.isLive()) {
      throw new IllegalStateException(
          "thread %s is the JDK's own, and no scheduler controls it; use TracedThread and TracedExecutor"
              .formatted(thread.getName()));
    }
    Recorder recorder = open(thread.getName(), thread.isVirtual(), thread.isDaemon(), 0, false);
    recorder.attach();
    recorder.record(Kind.THREAD_START, 0, 0);
    return recorder;
  }

  /**
   * A recorder for a thread that is about to be.
   *
   * @param created whether a thread of this run records its creation
   * @throws RunStopped if it would be one too many
   */
  public Recorder open(String name, boolean virtual, boolean daemon, int pool, boolean created) {
    if (threads.last() >= maxThreads) {
      exceed(Limit.THREADS);
      throw new RunStopped();
    }
    int id = threads.add(next -> new ThreadInfo(next, name, virtual, daemon, 1, pool));
    Recorder recorder = new Recorder(this, threads.get(id), created);
    recorders.put(id, recorder);
    return recorder;
  }

  /** What carries a thread of this run, not started yet. */
  public Strand strand(Recorder recorder, Runnable life) {
    Strand strand = strands.make(recorder, life);
    recorder.strand(strand);
    return strand;
  }

  /** The current thread is about to start this one. */
  public void creating(Recorder recorder) {
    Recorder me = me();
    me.checkpoint();
    me.record(Kind.THREAD_CREATE, 0, recorder.thread());
  }

  /** A thread of the JDK's is about to run a thread of this run. */
  public void starting(Thread thread, Recorder recorder) {
    alive.put(thread, recorder);
  }

  /** A thread of this run has ended, or could not start. */
  public void ended(Thread thread) {
    alive.remove(thread);
  }

  /** The threads of this run that started and have not ended; a live view. */
  public Map<Thread, Recorder> alive() {
    return Collections.unmodifiableMap(alive);
  }

  /** Declares an object and returns its id. */
  public int declare(ObjectInfo object) {
    if (objects.last() >= MOST_OBJECTS) {
      exceed(Limit.OBJECTS);
      throw new RunStopped();
    }
    return objects.add(object::withId);
  }

  /**
   * An object that was declared.
   *
   * @throws IllegalArgumentException if there is none with this id
   */
  public ObjectInfo object(int id) {
    return objects.get(id);
  }

  /** The id of a string. */
  public int text(String text) {
    return stringIds.computeIfAbsent(Printable.of(text), key -> strings.add(id -> key));
  }

  public Control control() {
    return control;
  }

  /** Whether nothing is written down. */
  public boolean isSilent() {
    return silent;
  }

  /** The run begins now: called by its main thread, before anything is recorded. */
  public void begin() {
    origin = control.isLive() ? control.nanoTime() : 0;
  }

  /** Nanoseconds since the run began. */
  public long now() {
    return control.nanoTime() - origin;
  }

  /** Whether the recording has ended. */
  public boolean isStopping() {
    return stopping;
  }

  /** Ends the recording. Idempotent. */
  public void stop() {
    stopping = true;
  }

  /** The bound that ended the recording, or null. */
  public @Nullable Limit exceeded() {
    return exceeded;
  }

  /** Counts records; over the bound, the recording ends. */
  void account(int records) {
    if (accounted.addAndGet(records) > maxEvents) {
      exceed(Limit.EVENTS);
    }
  }

  /** Tells the recording how many events its trace has. */
  void merged(int events) {
    if (events >= maxEvents) {
      exceed(Limit.EVENTS);
    }
  }

  private void exceed(Limit limit) {
    exceeded = limit;
    stop();
  }

  Registry<ThreadInfo> threads() {
    return threads;
  }

  Registry<ObjectInfo> objects() {
    return objects;
  }

  Registry<String> strings() {
    return strings;
  }

  Registry<Recorder> recorders() {
    return recorders;
  }
}
