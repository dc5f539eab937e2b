package io.interleave.engine.event;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The ordered event log of a run, in columns; it only grows.
 *
 * <p>One thread appends. Any thread reads the events up to {@link #size()}, which it must have read
 * first. About 32 bytes an event.
 */
public final class Trace {

  private static final int CHUNK_BITS = 12;
  private static final int CHUNK = 1 << CHUNK_BITS;
  private static final int MASK = CHUNK - 1;
  // Above the code of a kind.
  private static final int TIMED = 0x80;

  private static final class Columns {
    final long[] t = new long[CHUNK];
    final long[] value = new long[CHUNK];
    final int[] thread = new int[CHUNK];
    final int[] object = new int[CHUNK];
    final int[] cause = new int[CHUNK];
    final char[] site = new char[CHUNK];
    final byte[] kind = new byte[CHUNK];
  }

  private final Registry<ThreadInfo> threads;
  private final Registry<ObjectInfo> objects;
  private final Registry<Site> sites;
  private final Registry<String> strings;

  // The writer replaces the array before it publishes a size that needs it.
  private @Nullable Columns[] chunks = new @Nullable Columns[16];
  // Publishes everything that the writer did before.
  private volatile int size;

  /** An empty trace with tables of its own. */
  public Trace() {
    this(new Registry<>(), new Registry<>(), new Registry<>(), new Registry<>());
  }

  /** An empty trace over tables that others fill. */
  public Trace(
      Registry<ThreadInfo> threads,
      Registry<ObjectInfo> objects,
      Registry<Site> sites,
      Registry<String> strings) {
    this.threads = threads;
    this.objects = objects;
    this.sites = sites;
    this.strings = strings;
  }

  public Registry<ThreadInfo> threads() {
    return threads;
  }

  public Registry<ObjectInfo> objects() {
    return objects;
  }

  public Registry<Site> sites() {
    return sites;
  }

  public Registry<String> strings() {
    return strings;
  }

  /** The number of events, which is the seq of the last one. */
  public int size() {
    return size;
  }

  /** Appends an event and returns its seq. */
  public int append(long t, int thread, Kind kind, int object, long value, int cause, int site) {
    return append(t, thread, kind, object, value, cause, site, false);
  }

  /**
   * Appends an event and returns its seq.
   *
   * @param timed whether it begins a wait that gives up by itself; a lock's request says so in its
   *     value
   */
  public int append(
      long t, int thread, Kind kind, int object, long value, int cause, int site, boolean timed) {
    int index = size;
    int chunk = index >>> CHUNK_BITS;
    if (chunk == chunks.length) {
      chunks = Arrays.copyOf(chunks, chunk * 2);
    }
    Columns columns = chunks[chunk];
    if (columns == null) {
      columns = new Columns();
      chunks[chunk] = columns;
    }
    int at = index & MASK;
    columns.t[at] = t;
    columns.thread[at] = thread;
    columns.kind[at] = (byte) (timed ? kind.code() | TIMED : kind.code());
    columns.object[at] = object;
    columns.value[at] = value;
    columns.cause[at] = cause;
    columns.site[at] = (char) site;
    size = index + 1;
    return index + 1;
  }

  private Columns columns(int seq) {
    Columns columns = chunks[(seq - 1) >>> CHUNK_BITS];
    if (columns == null) {
      throw new IndexOutOfBoundsException("no event has seq " + seq);
    }
    return columns;
  }

  public long t(int seq) {
    return columns(seq).t[(seq - 1) & MASK];
  }

  public int thread(int seq) {
    return columns(seq).thread[(seq - 1) & MASK];
  }

  public Kind kind(int seq) {
    return Kind.ofCode(columns(seq).kind[(seq - 1) & MASK] & 0x7f);
  }

  /** Whether the event was appended as one that begins a wait which gives up by itself. */
  public boolean flagged(int seq) {
    return columns(seq).kind[(seq - 1) & MASK] < 0;
  }

  /** Whether the event begins a wait that gives up by itself. */
  public boolean timed(int seq) {
    return flagged(seq) || (kind(seq) == Kind.LOCK_REQUEST && LockValue.unpack(value(seq)).timed());
  }

  public int object(int seq) {
    return columns(seq).object[(seq - 1) & MASK];
  }

  public long value(int seq) {
    return columns(seq).value[(seq - 1) & MASK];
  }

  public int cause(int seq) {
    return columns(seq).cause[(seq - 1) & MASK];
  }

  public int site(int seq) {
    return columns(seq).site[(seq - 1) & MASK];
  }

  /**
   * The event with this seq.
   *
   * @throws IndexOutOfBoundsException if there is none yet
   */
  public Event get(int seq) {
    if (seq < 1 || seq > size) {
      throw new IndexOutOfBoundsException("no event has seq " + seq);
    }
    return new Event(
        seq, t(seq), thread(seq), kind(seq), object(seq), value(seq), cause(seq), site(seq));
  }
}
