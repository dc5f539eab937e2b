package io.interleave.server.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file that a log grows in. Holds whole frames only, but for the moment of a write. */
final class LogFile {

  private static final Logger log = LoggerFactory.getLogger(LogFile.class);

  private final Disk disk;
  private final Path path;
  private final FileChannel channel;

  private LogFile(Disk disk, Path path, FileChannel channel) {
    this.disk = disk;
    this.path = path;
    this.channel = channel;
  }

  static LogFile create(Disk disk, Path path) throws IOException {
    return new LogFile(disk, path, disk.create(path));
  }

  /** The file from some size on; what it has beyond that is cut off. */
  static LogFile append(Disk disk, Path path, long size) throws IOException {
    FileChannel channel = disk.append(path);
    try {
      disk.truncate(path, channel, size);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    return new LogFile(disk, path, channel);
  }

  /**
   * Writes some bytes; false if they cannot be, and then the file is as it was.
   *
   * @param size of the file before
   */
  boolean write(byte[] bytes, long size) {
    try {
      disk.write(path, channel, ByteBuffer.wrap(bytes));
      return true;
    } catch (IOException | OutOfMemoryError e) { // the JDK writes from memory outside the heap
      log.error("Cannot write {}: {}", path, e.toString());
      try {
        disk.truncate(path, channel, size);
      } catch (IOException alsoFailed) {
        log.error("Nor cut it off: {}", alsoFailed.toString());
      }
      return false;
    }
  }

  /** Whether all of it is on the disk now. */
  boolean force() {
    try {
      disk.force(path, channel);
      return true;
    } catch (IOException e) {
      log.error("Cannot write {}: {}", path, e.toString());
      return false;
    }
  }

  /** All of it; null if it cannot be mapped. */
  @Nullable ByteBuffer map() {
    try {
      return disk.map(path);
    } catch (IOException e) {
      log.warn("Cannot map {}, which stays in memory: {}", path, e.toString());
      return null;
    }
  }

  void close() {
    try {
      channel.close();
    } catch (IOException e) {
      log.warn("Cannot close {}: {}", path, e.toString());
    }
  }
}
