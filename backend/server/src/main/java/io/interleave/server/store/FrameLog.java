package io.interleave.server.store;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * A run's stream: one append-only sequence of bytes, encoded once, from which every viewer reads at
 * its own position.
 *
 * <p>While the run goes on, the bytes are in memory outside the heap and, at the same time, in the
 * file; when its end has been appended, the file is mapped and the memory let go. Either way a
 * viewer gets read-only slices of the one copy, which the network layer sends as they are. A viewer
 * costs the log nothing but an entry among {@link #onGrowth the listeners}.
 *
 * <p>Nobody sees what a restart would not find: what cannot be written to the file is not in the
 * log, nor is what there is no memory for. From the first such frame on, the log is cut and takes
 * an end alone. Only that may be in memory and not in the file, as a run has to end also on a full
 * disk.
 *
 * <p>One thread appends; any thread reads. What each shared field is for:
 *
 * <table>
 * <caption>Shared fields</caption>
 * <tr><td>bytes</td><td>volatile; replaced by the appender before the size that needs it</td></tr>
 * <tr><td>frames</td><td>guarded by itself</td></tr>
 * <tr><td>size</td><td>volatile; publishes the bytes below it and their frames</td></tr>
 * <tr><td>cut</td><td>volatile; set once</td></tr>
 * <tr><td>complete</td><td>volatile; set after the last size</td></tr>
 * </table>
 */
public final class FrameLog {

  private static final Logger log = LoggerFactory.getLogger(FrameLog.class);

  private final String id;
  private final List<Frame> frames = new ArrayList<>();
  private final Set<Runnable> listeners = ConcurrentHashMap.newKeySet();
  private volatile LogBytes bytes = Segments.NONE;
  private volatile long size;
  private volatile boolean cut;
  private volatile boolean complete;
  // The appender's own; null when nothing more can be written.
  private @Nullable LogFile file;

  private FrameLog(String id) {
    this.id = id;
  }

  /** An empty log over a new file, with the memory for its beginning. */
  static FrameLog create(String id, Disk disk, Path path) throws IOException {
    FrameLog created = new FrameLog(id);
    created.reserve(1);
    created.file = LogFile.create(disk, path);
    return created;
  }

  /**
   * The log of a finished run.
   *
   * @throws IOException if the file is not a whole log
   */
  static FrameLog open(String id, Disk disk, Path path) throws IOException {
    return complete(id, disk.map(path));
  }

  /**
   * The log of a finished run whose bytes are at hand.
   *
   * @throws IOException if they are not a whole log
   */
  static FrameLog complete(String id, ByteBuffer all) throws IOException {
    FrameLog opened = new FrameLog(id);
    opened.frames.addAll(FrameScan.frames(all));
    Frame last = opened.lastFrame();
    if (last == null || last.type() != Frame.Type.END || last.end() != all.limit()) {
      throw new EOFException("the stream of run " + id + " has no end");
    }
    opened.bytes = new Whole(all);
    opened.size = all.limit();
    opened.complete = true;
    return opened;
  }

  /**
   * The log of a run that was cut off: its whole frames, ready for more unless the last one is an
   * end.
   *
   * @throws IOException also if what follows them is no frame cut off
   */
  static FrameLog recover(String id, Disk disk, Path path) throws IOException {
    ByteBuffer all = disk.map(path);
    List<Frame> whole = FrameScan.frames(all);
    long end = whole.isEmpty() ? 0 : whole.getLast().end();
    if (!FrameScan.isCutOff(all, (int) end)) {
      throw new IOException("its stream has something else where a frame begins, at " + end);
    }
    LogFile rest = LogFile.append(disk, path, end);
    FrameLog recovered = new FrameLog(id);
    recovered.frames.addAll(whole);
    recovered.bytes = end == 0 ? Segments.NONE : new Whole(all.slice(0, (int) end));
    recovered.size = end;
    if (!whole.isEmpty() && whole.getLast().type() == Frame.Type.END) {
      rest.close();
      recovered.complete = true;
    } else {
      recovered.file = rest;
    }
    return recovered;
  }

  /** The run whose stream it is. */
  String id() {
    return id;
  }

  /**
   * Appends a frame that is no end; false if it cannot be stored, or one before it could not.
   *
   * @param data one line of JSON
   */
  public boolean append(Frame.Type type, FrameId frame, String data) {
    if (cut) {
      return false;
    }
    byte[] encoded = Frame.encode(type, frame, data);
    if (!store(encoded)) {
      cut = true;
      return false;
    }
    publish(type, frame, encoded.length);
    listeners.forEach(Runnable::run);
    return true;
  }

  private boolean store(byte[] encoded) {
    Segments memory;
    try {
      memory = reserve(encoded.length);
    } catch (OutOfMemoryError e) {
      log.error("No memory for the stream of run {}: {}", id, e.toString());
      return false;
    }
    if (!Objects.requireNonNull(file).write(encoded, size)) {
      return false;
    }
    memory.put(size, encoded);
    return true;
  }

  /**
   * Appends the end, which is the last frame, and is seen whether or not it can be stored.
   *
   * @param data one line of JSON
   * @param stored runs when the file has it and nobody has seen it
   */
  public void end(FrameId frame, String data, Runnable stored) {
    byte[] encoded = Frame.encode(Frame.Type.END, frame, data);
    LogFile last = Objects.requireNonNull(file);
    file = null;
    boolean written = last.write(encoded, size) && last.force();
    last.close();
    try {
      stored.run();
      ByteBuffer mapped = written ? last.map() : null;
      if (mapped != null) {
        bytes = new Whole(mapped);
      } else {
        reserve(encoded.length).put(size, encoded);
      }
      publish(Frame.Type.END, frame, encoded.length);
    } catch (OutOfMemoryError e) {
      log.error("No memory for the end of the stream of run {}: {}", id, e.toString());
    } finally {
      // In any case: nobody shall wait for more.
      complete = true;
      listeners.forEach(Runnable::run);
    }
  }

  private Segments reserve(int length) {
    Segments memory = bytes.growing(size);
    Segments enough = memory.reaching(size + length);
    bytes = enough;
    return enough;
  }

  private void publish(Frame.Type type, FrameId frame, int length) {
    long offset = size;
    synchronized (frames) {
      frames.add(new Frame(type, frame, offset, length));
    }
    size = offset + length;
  }

  /** How many bytes there are. */
  public long size() {
    return size;
  }

  /** Whether some of the run could not be stored, and is not here. */
  public boolean isCut() {
    return cut;
  }

  /** Whether the size is final; to be asked before {@link #size}. */
  public boolean isComplete() {
    return complete;
  }

  /** How much memory outside the heap it has of its own. */
  long memory() {
    return bytes.memory();
  }

  /**
   * Some bytes from a position below {@link #size} on, without a copy.
   *
   * @param most at most so many, at least one
   */
  public ByteBuffer slice(long position, int most) {
    // In this order: the bytes reach at least as far as a size that was seen before them.
    int length = (int) Math.min(most, size - position);
    return bytes.slice(position, length);
  }

  /** The JSON of a frame. */
  public String data(Frame frame) {
    byte[] data = new byte[frame.dataLength()];
    int at = 0;
    while (at < data.length) {
      ByteBuffer slice = slice(frame.dataOffset() + at, data.length - at);
      int length = slice.remaining();
      slice.get(data, at, length);
      at += length;
    }
    return new String(data, StandardCharsets.UTF_8);
  }

  /** The frames so far. */
  public List<Frame> frames() {
    synchronized (frames) {
      return List.copyOf(frames);
    }
  }

  /** The last frame so far, or null. */
  public @Nullable Frame lastFrame() {
    synchronized (frames) {
      return frames.isEmpty() ? null : frames.getLast();
    }
  }

  /** The run as a complete log's end describes it. */
  Run lastRun(JsonMapper json) {
    Frame end = Objects.requireNonNull(lastFrame());
    return json.treeToValue(json.readTree(data(end)).get("run"), Run.class);
  }

  /** Lets something run after each append, by the appender; it must be quick. */
  public void onGrowth(Runnable listener) {
    listeners.add(listener);
  }

  public void removeListener(Runnable listener) {
    listeners.remove(listener);
  }

  /** Lets go of the file of a log that nothing was appended to. */
  void abandon() {
    LogFile open = file;
    file = null;
    if (open != null) {
      open.close();
    }
  }
}
