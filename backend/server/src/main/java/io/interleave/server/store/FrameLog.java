package io.interleave.server.store;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
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
 * <p>One thread appends; any thread reads. What each shared field is for:
 *
 * <table>
 * <caption>Shared fields</caption>
 * <tr><td>segments, mapped</td><td>written by the appender before the size that needs them</td></tr>
 * <tr><td>frames</td><td>guarded by itself</td></tr>
 * <tr><td>size</td><td>volatile; publishes the bytes below it and their frames</td></tr>
 * <tr><td>complete</td><td>volatile; set after the last size</td></tr>
 * </table>
 */
public final class FrameLog {

  private static final Logger log = LoggerFactory.getLogger(FrameLog.class);
  private static final int SEGMENT = 64 * 1024;

  private final Path file;
  private final List<Frame> frames = new ArrayList<>();
  private final Set<Runnable> listeners = ConcurrentHashMap.newKeySet();
  private volatile ByteBuffer[] segments = new ByteBuffer[0];
  private volatile @Nullable ByteBuffer mapped;
  private volatile long size;
  private volatile boolean complete;
  // The appender's own; null when nothing more can be written.
  private @Nullable FileChannel channel;

  private FrameLog(Path file) {
    this.file = file;
  }

  /** An empty log over a new file. */
  static FrameLog create(Path file) throws IOException {
    FrameLog created = new FrameLog(file);
    created.channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    return created;
  }

  /**
   * The log of a finished run.
   *
   * @throws IOException if the file is not a whole log
   */
  static FrameLog open(Path file) throws IOException {
    return complete(file, map(file));
  }

  /**
   * The log of a finished run whose bytes are at hand.
   *
   * @param file where they come from
   * @throws IOException if they are not a whole log
   */
  static FrameLog complete(Path file, ByteBuffer bytes) throws IOException {
    FrameLog opened = new FrameLog(file);
    opened.frames.addAll(FrameScan.frames(bytes));
    Frame last = opened.lastFrame();
    if (last == null || last.type() != Frame.Type.END || last.end() != bytes.limit()) {
      throw new EOFException(file + " has no end");
    }
    opened.mapped = bytes.asReadOnlyBuffer();
    opened.size = bytes.limit();
    opened.complete = true;
    return opened;
  }

  /**
   * The log of a run that was cut off: its whole frames, ready for more unless the last one is an
   * end.
   */
  static FrameLog recover(Path file) throws IOException {
    List<Frame> whole = FrameScan.frames(map(file));
    long end = whole.isEmpty() ? 0 : whole.getLast().end();
    try (FileChannel rest = FileChannel.open(file, StandardOpenOption.WRITE)) {
      rest.truncate(end);
    }
    if (!whole.isEmpty() && whole.getLast().type() == Frame.Type.END) {
      return open(file);
    }
    FrameLog recovered = new FrameLog(file);
    recovered.store(map(file), 0);
    recovered.frames.addAll(whole);
    recovered.size = end;
    recovered.channel = FileChannel.open(file, StandardOpenOption.APPEND);
    return recovered;
  }

  private static ByteBuffer map(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      // The mapping lives as long as a slice of it does, also after the file's deletion.
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
    }
  }

  /**
   * Appends a frame. An end is the last one.
   *
   * @param data one line of JSON
   */
  public void append(Frame.Type type, FrameId id, String data) {
    ByteBuffer bytes = ByteBuffer.wrap(Frame.encode(type, id, data));
    long offset = size;
    int length = bytes.remaining();
    write(bytes.duplicate());
    store(bytes, offset);
    synchronized (frames) {
      frames.add(new Frame(type, id, offset, length));
    }
    size = offset + length;
    if (type == Frame.Type.END) {
      finish();
    }
    listeners.forEach(Runnable::run);
  }

  /** To the file first: nobody sees what a restart would not find. */
  private void write(ByteBuffer bytes) {
    FileChannel to = channel;
    if (to == null) {
      return;
    }
    try {
      while (bytes.hasRemaining()) {
        to.write(bytes);
      }
    } catch (IOException e) {
      log.error("Cannot write {}; the run goes on, and will be gone after a restart", file, e);
      close();
    }
  }

  private void store(ByteBuffer bytes, long at) {
    long position = at;
    while (bytes.hasRemaining()) {
      int offset = (int) (position % SEGMENT);
      if (position / SEGMENT == segments.length) {
        grow();
      }
      int length = Math.min(SEGMENT - offset, bytes.remaining());
      segments[(int) (position / SEGMENT)].put(offset, bytes, bytes.position(), length);
      bytes.position(bytes.position() + length);
      position += length;
    }
  }

  private void grow() {
    ByteBuffer[] more = Arrays.copyOf(segments, segments.length + 1);
    more[segments.length] = ByteBuffer.allocateDirect(SEGMENT);
    segments = more;
  }

  private void finish() {
    if (channel != null) {
      close();
      try {
        mapped = map(file);
      } catch (IOException e) {
        log.warn("Cannot map {}; it stays in memory", file, e);
      }
    }
    complete = true;
  }

  private void close() {
    FileChannel closing = channel;
    channel = null;
    try {
      if (closing != null) {
        closing.close();
      }
    } catch (IOException e) {
      log.warn("Cannot close {}", file, e);
    }
  }

  /** How many bytes there are. */
  public long size() {
    return size;
  }

  /** Whether the size is final; to be asked before {@link #size}. */
  public boolean isComplete() {
    return complete;
  }

  /**
   * Some bytes from a position below {@link #size} on, without a copy.
   *
   * @param most at most so many, at least one
   */
  public ByteBuffer slice(long position, int most) {
    int length = (int) Math.min(most, size - position);
    ByteBuffer whole = mapped;
    if (whole != null) {
      return whole.slice((int) position, length);
    }
    int offset = (int) (position % SEGMENT);
    return segments[(int) (position / SEGMENT)]
        .asReadOnlyBuffer()
        .slice(offset, Math.min(length, SEGMENT - offset));
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
}
