package io.interleave.server.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * All that the store does to a disk. Tests put another in its place: one that is full, or that
 * remembers what was written in which order.
 */
@Component
class Disk {

  private static final String FRESH = ".new";
  private static final String GONE = ".gone-";
  private static final String PROBED = ".probe-";
  // More than a file system keeps inside the entry of a file.
  private static final int PROBE = 4096;

  /** Makes a folder if it is not there, and tries whether it takes a file. */
  void open(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.delete(Files.createTempFile(folder, PROBED, null));
  }

  /** The names in a folder. */
  List<String> names(Path folder) throws IOException {
    try (Stream<Path> found = Files.list(folder)) {
      return found.map(path -> path.getFileName().toString()).toList();
    }
  }

  /**
   * All of a file.
   *
   * @throws IOException also if it is longer, or no file
   */
  byte[] read(Path file, int most) throws IOException {
    checkIsFile(file);
    try (InputStream in = Files.newInputStream(file)) {
      byte[] all = in.readNBytes(most);
      if (in.read() >= 0) {
        throw new IOException(file + " is longer than " + most + " bytes");
      }
      return all;
    }
  }

  /** What is none may have no end, or wait for one. */
  private static void checkIsFile(Path file) throws IOException {
    if (!Files.readAttributes(file, BasicFileAttributes.class).isRegularFile()) {
      throw new IOException(file + " is no file");
    }
  }

  /** The last bytes of a file, at most so many. */
  byte[] tail(Path file, int most) throws IOException {
    checkIsFile(file);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      ByteBuffer tail = ByteBuffer.allocate((int) Math.min(most, size));
      long begin = size - tail.capacity();
      while (tail.hasRemaining() && channel.read(tail, begin + tail.position()) >= 0) {
        // Most often once.
      }
      return Arrays.copyOf(tail.array(), tail.position());
    }
  }

  long size(Path file) throws IOException {
    return Files.size(file);
  }

  /** When a file or folder last changed. */
  Instant changed(Path path) throws IOException {
    return Files.getLastModifiedTime(path).toInstant();
  }

  /** All of a file. The mapping lives as long as a slice of it does, also after its deletion. */
  ByteBuffer map(Path file) throws IOException {
    checkIsFile(file);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
    }
  }

  void makeFolder(Path folder) throws IOException {
    Files.createDirectory(folder);
  }

  void makeFolders(Path folder) throws IOException {
    Files.createDirectories(folder);
  }

  /** A new file, to be written to. */
  FileChannel create(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  /** A file that may be there, to be written to behind its end. */
  FileChannel append(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** Writes all of the bytes, or fails after some. */
  void write(Path file, FileChannel to, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      to.write(bytes);
    }
  }

  /** Cuts a file off. */
  void truncate(Path file, FileChannel to, long size) throws IOException {
    to.truncate(size);
  }

  /** What was written so far outlives the machine. */
  void force(Path file, FileChannel to) throws IOException {
    to.force(false);
  }

  /** Replaces a file whole: it is as it was or as it is to be, whatever happens when. */
  void replace(Path file, byte[] content) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + FRESH);
    Files.deleteIfExists(fresh);
    try {
      try (FileChannel to = create(fresh)) {
        write(fresh, to, ByteBuffer.wrap(content));
        force(fresh, to);
      }
      rename(fresh, file);
    } catch (IOException e) {
      Files.deleteIfExists(fresh);
      throw e;
    }
  }

  void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Whether a name is that of a folder that was about to be removed. */
  static boolean isGone(String name) {
    return name.startsWith(GONE);
  }

  /** Removes a folder of files. Once it is begun, there is no folder of that name any more. */
  void remove(Path folder) throws IOException {
    Path gone = folder;
    if (!isGone(folder.getFileName().toString())) {
      gone = folder.resolveSibling(GONE + folder.getFileName());
      rename(folder, gone);
    }
    for (String name : names(gone)) {
      Files.deleteIfExists(gone.resolve(name));
    }
    Files.deleteIfExists(gone);
  }

  /** How many bytes can still be written. */
  long free(Path folder) throws IOException {
    return Files.getFileStore(folder).getUsableSpace();
  }

  /** Writes something, and takes it away again. */
  void probe(Path folder) throws IOException {
    Path file = Files.createTempFile(folder, PROBED, null);
    try (FileChannel to = FileChannel.open(file, StandardOpenOption.WRITE)) {
      write(file, to, ByteBuffer.allocate(PROBE));
    } finally {
      Files.deleteIfExists(file);
    }
  }
}
