package io.interleave.server.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is known of finished runs, a line each, so that a start reads one file and not one for each
 * run.
 *
 * <p>A finished run never changes. So a line is as good as the run's own description while there is
 * a folder of that name, and a run without a line is read from its folder: whatever is missing here
 * or cannot be read costs time and nothing else. A line is {@code CHECKSUM SIZE RUN}, CRC-32C of
 * what follows in hexadecimal digits, bytes of the stream, and the run as JSON.
 */
final class Ledger {

  /** A run, and how large its stream is. */
  record Line(Run run, long size) {}

  /**
   * What it holds.
   *
   * @param lines what can be read, by id; of two lines with one id, the later
   * @param count how many lines there are
   */
  record Contents(Map<String, Line> lines, int count) {}

  private static final Logger log = LoggerFactory.getLogger(Ledger.class);
  private static final int CHECKSUM = 8;
  private static final int LONGEST = 1 << 30;

  private final Disk disk;
  private final Path file;
  private final JsonMapper json;
  // Guarded by this; null when nothing more can be written.
  private @Nullable FileChannel channel;

  Ledger(Disk disk, Path file, JsonMapper json) {
    this.disk = disk;
    this.file = file;
    this.json = json;
  }

  Contents read() {
    List<String> all = lines();
    Map<String, Line> known = new ConcurrentHashMap<>();
    // Reading JSON is what takes the time, and lines have nothing to do with each other.
    all.parallelStream()
        .map(this::parse)
        .flatMap(Stream::ofNullable)
        .forEachOrdered(line -> known.put(line.run().id(), line));
    return new Contents(known, all.size());
  }

  private List<String> lines() {
    try {
      return new String(disk.read(file, LONGEST), StandardCharsets.UTF_8).lines().toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException | OutOfMemoryError e) {
      log.warn("Cannot read {}, so each run is read by itself: {}", file, e.toString());
      return List.of();
    }
  }

  private @Nullable Line parse(String line) {
    try {
      String content = line.substring(CHECKSUM + 1);
      if (!line.startsWith(checksum(content) + " ")) {
        return null;
      }
      int space = content.indexOf(' ');
      return new Line(
          json.readValue(content.substring(space + 1), Run.class),
          Long.parseLong(content.substring(0, space)));
    } catch (RuntimeException e) {
      return null; // cut off, damaged, or of a version that knows other runs
    }
  }

  /** Begins anew with these. */
  synchronized void write(Collection<Line> lines) {
    close();
    StringBuilder all = new StringBuilder();
    lines.forEach(line -> all.append(text(line)));
    try {
      disk.replace(file, all.toString().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      log.warn("Cannot write {}: {}", file, e.toString());
    }
  }

  /** Takes note of a run that has ended. */
  synchronized void add(Line line) {
    try {
      FileChannel to = channel;
      if (to == null) {
        to = disk.append(file);
        channel = to;
      }
      disk.write(file, to, ByteBuffer.wrap(text(line).getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      log.warn("Cannot write {}: {}", file, e.toString());
      close();
    }
  }

  private String text(Line line) {
    String content = line.size() + " " + json.writeValueAsString(line.run());
    return checksum(content) + " " + content + "\n";
  }

  private static String checksum(String content) {
    CRC32C crc = new CRC32C();
    crc.update(content.getBytes(StandardCharsets.UTF_8));
    return "%08x".formatted(crc.getValue());
  }

  private void close() {
    FileChannel closing = channel;
    channel = null;
    try {
      if (closing != null) {
        closing.close();
      }
    } catch (IOException e) {
      log.warn("Cannot close {}: {}", file, e.toString());
    }
  }
}
