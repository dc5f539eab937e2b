package io.interleave.server.store;

import io.interleave.server.config.InterleaveProperties;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/** Whether there is room for runs. Thread-safe. */
@Component
class Storage {

  private final Disk disk;
  private final Path directory;
  private final DataSize least;

  Storage(InterleaveProperties properties, Disk disk) {
    this.disk = disk;
    this.directory = properties.dataDir();
    this.least = properties.history().free();
  }

  /**
   * Makes the folder of the data, if it is not there, and tries to put something into it.
   *
   * @throws UnusableDataDirectory if that cannot be
   */
  void open() {
    try {
      disk.open(directory);
    } catch (IOException e) {
      throw new UnusableDataDirectory(directory, e);
    }
  }

  /** Why no run can be stored now, by what the disk says is free; empty if one can. */
  Optional<String> shortage() {
    try {
      long free = disk.free(directory);
      return free >= least.toBytes()
          ? Optional.empty()
          : Optional.of(
              "%d bytes are free in %s, %d have to be"
                  .formatted(free, directory.toAbsolutePath(), least.toBytes()));
    } catch (IOException e) {
      return Optional.of(e.toString());
    }
  }

  /** The same, and by an attempt to write. */
  Optional<String> trouble() {
    Optional<String> shortage = shortage();
    if (shortage.isPresent()) {
      return shortage;
    }
    try {
      disk.probe(directory);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(e.toString());
    }
  }
}
