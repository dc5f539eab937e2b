package io.interleave.engine.record;

import io.interleave.engine.event.Kind;
import io.interleave.engine.event.ThreadInfo;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One thread's buffer: written by that thread alone, read by the merger behind it.
 *
 * <p>Recording takes no lock and allocates nothing but the next chunk. The bound on a run's events
 * is kept where an operation begins, by {@link #checkpoint}, so that an operation which took effect
 * is always recorded.
 */
public final class Recorder {

  /** The operation did not wait: the merge makes its request too. */
  public static final int AT_ONCE = 1;

  /** An interrupt ended the operation; the stamp counts among the signals to this thread. */
  public static final int INTERRUPTED = 2;

  /** The wait that this begins, or the attempt that this ends, gives up by itself. */
  public static final int TIMED = 4;

  // Virtual threads, and threads that somebody else made.
  private static final ThreadLocal<@Nullable Recorder> OTHERS = new ThreadLocal<>();

  /**
   * The value names what is meant among several, see {@link #named}: the write that a read saw, or
   * the place in its queue of the element that was taken out.
   */
  public static final int NAMED = 8;

  private final Recording recording;
  private final ThreadInfo info;
  private final boolean created;
  private @Nullable Strand strand;
  private final AtomicInteger signals = new AtomicInteger();
  // Both null where nothing is written down.
  private final @Nullable Chunk first;
  private @Nullable Chunk chunk;
  // invariant: position < chunk.words.length between calls
  private int position;
  private int site;

  /**
   * @param created whether a thread of the same run records its creation
   */
  Recorder(Recording recording, ThreadInfo info, boolean created) {
    this.recording = recording;
    this.info = info;
    this.created = created;
    this.first = recording.isSilent() ? null : new Chunk(Chunk.FIRST_RECORDS);
    this.chunk = first;
  }

  /** The recorder that the current thread carries, or null. */
  public static @Nullable Recorder currentOrNull() {
    return Thread.currentThread() instanceof CarrierThread carrier
        ? carrier.recorder()
        : OTHERS.get();
  }

  /**
   * Lets the current thread carry this recorder; a {@link CarrierThread} does so from its birth.
   */
  public void attach() {
    OTHERS.set(this);
  }

  /** Ends what {@link #attach} began. */
  public void detach() {
    OTHERS.remove();
  }

  public Recording recording() {
    return recording;
  }

  public ThreadInfo info() {
    return info;
  }

  public int thread() {
    return info.id();
  }

  /** What carries its thread. */
  public Strand strand() {
    return Objects.requireNonNull(strand, "its thread was made by somebody else");
  }

  /** What carries its thread, null where somebody else made that. */
  public @Nullable Strand strandOrNull() {
    return strand;
  }

  void strand(Strand carrier) {
    this.strand = carrier;
  }

  boolean created() {
    return created;
  }

  Chunk first() {
    return Objects.requireNonNull(first, "a silent recording has nothing to merge");
  }

  /** The id of the source line where its thread is, 0 for unknown. */
  public int site() {
    return site;
  }

  void site(int site) {
    this.site = site;
  }

  /**
   * Where an operation begins.
   *
   * @throws RunStopped if the run is over
   */
  public void checkpoint() {
    if (recording.isStopping()) {
      throw new RunStopped();
    }
  }

  /** The stamp of the next signal to this thread, or of its receipt. Any thread. */
  public int nextSignal() {
    return signals.incrementAndGet();
  }

  /** A value, and above it the number of what is meant: see {@link #NAMED}. */
  public static long named(int value, int number) {
    return (long) number << 32 | Integer.toUnsignedLong(value);
  }

  /** Records an operation on an object now. */
  public void record(Kind kind, int object, long value) {
    write(recording.now(), kind, 0, object, 0, value);
  }

  /**
   * Records now that a wait on an object begins.
   *
   * @param timed whether it gives up by itself
   */
  public void request(Kind kind, boolean timed, int object, long value) {
    write(recording.now(), kind, timed ? TIMED : 0, object, 0, value);
  }

  /** Records a stamped operation now. */
  public void record(Kind kind, int flags, int object, int stamp, long value) {
    write(recording.now(), kind, flags, object, stamp, value);
  }

  /**
   * Records an operation at a time that the caller read from {@link Recording#now}, not before this
   * thread's last.
   */
  public void write(long t, Kind kind, int flags, int object, int stamp, long value) {
    Chunk into = chunk;
    if (into == null) {
      return;
    }
    int at = position;
    long[] words = into.words;
    words[at] = Chunk.word0(t, kind.code(), flags);
    words[at + 1] = Chunk.word1(object, site, stamp);
    words[at + 2] = value;
    int end = at + Chunk.WORDS;
    into.publish(end);
    position = end;
    if (end == words.length) {
      grow(into);
    }
  }

  private void grow(Chunk full) {
    recording.account(full.records());
    Chunk next = new Chunk(Math.min(full.records() * 2, Chunk.MOST_RECORDS));
    full.next = next;
    chunk = next;
    position = 0;
  }
}
