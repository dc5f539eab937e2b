package io.interleave.server.store;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/**
 * The folders of runs. Each has two files: {@code run.json}, replaced whole at each change of
 * status, and {@code stream.sse}, the {@link FrameLog}, written as it grows.
 *
 * <p>In which order: the run's folder is there when both files are; the stream has its end, on the
 * disk, before the description says that the run has ended.
 */
final class RunFiles {

  private static final String RUN = "run.json";
  private static final String STREAM = "stream.sse";
  // What there is before the description.
  private static final Set<String> BEGUN = Set.of(STREAM, RUN + ".new");
  // A schedule of a million steps is some megabytes.
  private static final int MOST_DESCRIBED = 32 << 20;
  // Longer than most ends.
  private static final int TAIL = 8 * 1024;

  /** What run.json holds; earlier versions also said whether it was a sample. */
  @JsonIgnoreProperties("sample")
  record Stored(Run run) {}

  private final Disk disk;
  private final Path directory;
  private final JsonMapper json;

  RunFiles(Disk disk, Path directory, JsonMapper json) {
    this.disk = disk;
    this.directory = directory;
    this.json = json;
  }

  /** Makes the folder of a run, with an empty log; or fails, and leaves nothing. */
  FrameLog create(Run run) throws IOException {
    Path folder = folder(run.id());
    disk.makeFolder(folder);
    FrameLog created = null;
    try {
      created = FrameLog.create(run.id(), disk, folder.resolve(STREAM));
      describe(run);
      return created;
    } catch (IOException | RuntimeException | Error e) {
      if (created != null) {
        created.abandon();
      }
      disk.remove(folder);
      throw e;
    }
  }

  /** Replaces a run's description. */
  void describe(Run run) throws IOException {
    disk.replace(folder(run.id()).resolve(RUN), json.writeValueAsBytes(new Stored(run)));
  }

  /** The folders that there are, by their names. */
  List<String> names() throws IOException {
    return disk.names(directory);
  }

  /** Whether there is a description in a folder; a folder without one is what is left of a run. */
  boolean isDescribed(String name) throws IOException {
    return disk.names(folder(name)).contains(RUN);
  }

  /** Whether nothing is in a folder but what the making of a run puts there. */
  boolean isOurs(String name) throws IOException {
    return BEGUN.containsAll(disk.names(folder(name)));
  }

  /**
   * Reads a run's description.
   *
   * @throws IOException if it is not that of a run of this name
   * @throws RuntimeException if it is not that of a run
   */
  Run read(String name) throws IOException {
    Path file = folder(name).resolve(RUN);
    Run run = json.readValue(disk.read(file, MOST_DESCRIBED), Stored.class).run();
    if (!run.id().equals(name)) {
      throw new IOException("it says that it is run " + run.id());
    }
    return run;
  }

  /** Whether a run's stream has its end; looks there and, most often, nowhere else. */
  boolean hasEnd(String id) throws IOException {
    String tail = new String(disk.tail(stream(id), TAIL), StandardCharsets.ISO_8859_1);
    if (!tail.endsWith("\n\n")) {
      return false;
    }
    int before = tail.lastIndexOf("\n\n", tail.length() - 3);
    if (before >= 0) {
      return Frame.isHeader(Frame.Type.END, tail, before + 2);
    }
    try {
      return open(id).isComplete();
    } catch (EOFException e) {
      return false;
    }
  }

  /** The log of a finished run. */
  FrameLog open(String id) throws IOException {
    return FrameLog.open(id, disk, stream(id));
  }

  /** The log of a run that was cut off. */
  FrameLog recover(String id) throws IOException {
    return FrameLog.recover(id, disk, stream(id));
  }

  /** How large a run's stream is. */
  long size(String id) throws IOException {
    return disk.size(stream(id));
  }

  /** When a folder last changed. */
  Instant changed(String name) throws IOException {
    return disk.changed(folder(name));
  }

  void remove(String name) throws IOException {
    disk.remove(folder(name));
  }

  private Path folder(String name) {
    return directory.resolve(name);
  }

  private Path stream(String id) {
    return folder(id).resolve(STREAM);
  }
}
