package io.interleave.server.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * A disk that remembers what was written in which order, and can put back what would be there if
 * all had ended at any moment. Used by one thread.
 */
final class WrittenDisk extends Disk {

  /** What is left of what was written before a moment. */
  enum Kept {
    /** All of it: a process was killed, and its machine went on. */
    WRITTEN,
    /** Of files what was forced, and all names: the machine went off. */
    FORCED,
    /** The same without the last new name. */
    FORCED_UNNAMED
  }

  /**
   * A moment.
   *
   * @param steps done before it, of which the last write may be done in part
   * @param part bytes of that write; 0 for none, as the step is whole
   * @param said whether the run was said to have ended
   */
  record Moment(Kept kept, int steps, int part, boolean said) {}

  /** Something that was done; what a kind of step has no use for is empty. */
  private record Step(Kind kind, String file, byte[] bytes, String to, boolean said) {}

  private enum Kind {
    FOLDER,
    CREATE,
    OPEN,
    WRITE,
    FORCE,
    RENAME
  }

  private static final byte[] NOTHING = {};

  private final Path root;
  private final List<Step> steps = new ArrayList<>();
  private BooleanSupplier said = () -> false;
  private boolean begun;

  WrittenDisk(Path root) {
    this.root = root;
  }

  /** Remembers from now on. */
  void begin(BooleanSupplier ended) {
    said = ended;
    begun = true;
  }

  /** All moments at which something can end, byte by byte. */
  List<Moment> moments(Kept kept) {
    List<Moment> moments = new ArrayList<>();
    for (int i = 0; i <= steps.size(); i++) {
      boolean saidThen = i < steps.size() ? steps.get(i).said() : said.getAsBoolean();
      moments.add(new Moment(kept, i, 0, saidThen));
      if (kept == Kept.WRITTEN && i < steps.size() && steps.get(i).kind() == Kind.WRITE) {
        for (int part = 1; part < steps.get(i).bytes().length; part++) {
          moments.add(new Moment(kept, i, part, saidThen));
        }
      }
    }
    return moments;
  }

  /** Puts back, into a folder that is not there, what is left at a moment. */
  void restore(Moment moment, Path there) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    Map<String, byte[]> forced = new LinkedHashMap<>();
    Files.createDirectories(there.resolve("runs"));
    int lastName = -1;
    for (int i = 0; i < moment.steps(); i++) {
      lastName = steps.get(i).kind() == Kind.RENAME ? i : lastName;
    }
    for (int i = 0; i < moment.steps(); i++) {
      Step step = steps.get(i);
      if (moment.kept() == Kept.FORCED_UNNAMED && i == lastName) {
        continue;
      }
      switch (step.kind()) {
        case FOLDER -> Files.createDirectories(there.resolve(step.file()));
        case CREATE -> files.put(step.file(), NOTHING);
        case OPEN -> files.putIfAbsent(step.file(), NOTHING);
        case WRITE -> files.merge(step.file(), step.bytes(), WrittenDisk::joined);
        case FORCE -> forced.put(step.file(), files.getOrDefault(step.file(), NOTHING));
        case RENAME -> {
          files.put(step.to(), files.remove(step.file()));
          forced.put(step.to(), forced.getOrDefault(step.file(), NOTHING));
          forced.remove(step.file());
        }
      }
    }
    if (moment.part() > 0) {
      Step last = steps.get(moment.steps());
      files.merge(last.file(), Arrays.copyOf(last.bytes(), moment.part()), WrittenDisk::joined);
    }
    if (moment.kept() != Kept.WRITTEN) {
      files.replaceAll((file, _) -> forced.getOrDefault(file, NOTHING));
    }
    write(there, files);
  }

  static void write(Path there, Map<String, byte[]> files) throws IOException {
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path path = there.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
  }

  private static byte[] joined(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }

  private void add(Kind kind, Path file, byte[] bytes, Path to) {
    if (begun) {
      steps.add(new Step(kind, name(file), bytes, name(to), said.getAsBoolean()));
    }
  }

  private String name(Path path) {
    return root.relativize(path).toString();
  }

  @Override
  void makeFolder(Path folder) throws IOException {
    super.makeFolder(folder);
    add(Kind.FOLDER, folder, NOTHING, folder);
  }

  @Override
  FileChannel create(Path file) throws IOException {
    add(Kind.CREATE, file, NOTHING, file);
    return super.create(file);
  }

  @Override
  FileChannel append(Path file) throws IOException {
    add(Kind.OPEN, file, NOTHING, file);
    return super.append(file);
  }

  @Override
  void write(Path file, FileChannel to, ByteBuffer bytes) throws IOException {
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(bytes.position(), copy);
    add(Kind.WRITE, file, copy, file);
    super.write(file, to, bytes);
  }

  @Override
  void truncate(Path file, FileChannel to, long size) {
    throw new AssertionError("nothing is cut off while all is well");
  }

  @Override
  void force(Path file, FileChannel to) {
    add(Kind.FORCE, file, NOTHING, file);
  }

  @Override
  void rename(Path from, Path to) throws IOException {
    add(Kind.RENAME, from, NOTHING, to);
    super.rename(from, to);
  }

  @Override
  void remove(Path folder) {
    throw new AssertionError("nothing is removed while all is well");
  }
}
