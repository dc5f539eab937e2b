package io.interleave.server.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.interleave.engine.run.Status;
import io.interleave.server.client.Client;
import io.interleave.server.config.InterleaveProperties;
import io.interleave.server.problem.Problem;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * The runs that there are and were. The samples can be asked for by their ids too; whatever is said
 * of runs otherwise, what is listed and how much is kept, leaves them out.
 *
 * <p>{@link RunFiles} has a folder of each in {@code runs}, {@link Ledger} a line of each that has
 * ended in {@code runs.ledger}. A server that is killed loses at most the frame that it was
 * writing; the next one ends what was cut off. A run whose files cannot be read is damaged, which
 * lists and problems say of it, and of no other. Thread-safe.
 */
@Component
public class RunStore {

  private static final Logger log = LoggerFactory.getLogger(RunStore.class);
  private static final Duration RETRY_AFTER = Duration.ofMinutes(1);
  // So many more lines than runs may the ledger have, as small ones are not worth the work.
  private static final int SPARE_LINES = 1000;

  private final RunFiles files;
  private final Ledger ledger;
  private final Recovery recovery;
  private final Storage storage;
  private final Samples samples;
  private final RunIndex<StoredRun> index = new RunIndex<>();
  private final Cache<String, FrameLog> opened = Caffeine.newBuilder().maximumSize(64).build();

  // Whether the last start found no room.
  private final AtomicBoolean refusing = new AtomicBoolean();
  // Both guarded by this.
  private final Kept kept;
  private int ledgerLines;

  /** Loads what is there. */
  RunStore(
      InterleaveProperties properties, Samples samples, JsonMapper json, Disk disk, Storage storage)
      throws IOException {
    storage.open();
    Path directory = properties.dataDir().resolve("runs");
    disk.makeFolders(directory);
    this.files = new RunFiles(disk, directory, json);
    this.ledger = new Ledger(disk, properties.dataDir().resolve("runs.ledger"), json);
    this.recovery = new Recovery(files, json);
    this.storage = storage;
    this.kept = new Kept(properties.history(), properties.limits().clientsPerAddress());
    this.samples = samples;
    load();
    trim();
  }

  private synchronized void load() throws IOException {
    Ledger.Contents known = ledger.read();
    AtomicInteger unknown = new AtomicInteger();
    // Runs have nothing to do with each other, and most of the time goes into waiting for a disk.
    files.names().parallelStream()
        .forEach(
            name -> {
              Ledger.Line line = known.lines().get(name);
              if (line != null) {
                index.add(StoredRun.finished(line.run(), line.size()));
              } else {
                unknown.incrementAndGet();
                loadFolder(name);
              }
            });
    index.oldest().forEach(kept::add);
    ledgerLines = known.count();
    if (unknown.get() > 0 || ledgerLines != kept.count()) {
      writeLedger();
    }
  }

  private void loadFolder(String name) {
    try {
      if (Disk.isGone(name)) {
        files.remove(name);
      } else if (files.isDescribed(name)) {
        Run run = files.read(name);
        if (!run.status().isFinal() || !files.hasEnd(name)) {
          run = recovery.end(run).run();
        }
        index.add(StoredRun.finished(run, files.size(name)));
      } else if (files.isOurs(name)) {
        files.remove(name);
        log.info("Removed {}, which the server was about to make when it stopped", name);
      } else {
        log.warn("Left {} where it is: it is no run, and not of this server", name);
      }
    } catch (NotDirectoryException e) {
      log.warn("Left {} where it is: it is no run", name);
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      log.warn("Run {} is damaged: {}", name, e.toString());
      index.add(StoredRun.finished(DamagedRun.of(name, changed(name)), sizeOfDamaged(name)));
    }
  }

  private Instant changed(String name) {
    try {
      return files.changed(name);
    } catch (IOException e) {
      return Instant.EPOCH;
    }
  }

  private long sizeOfDamaged(String name) {
    try {
      return files.size(name);
    } catch (IOException e) {
      return 0;
    }
  }

  private synchronized void writeLedger() {
    List<Ledger.Line> lines = index.newest().flatMap(RunStore::line).toList();
    ledger.write(lines);
    ledgerLines = lines.size();
  }

  private static Stream<Ledger.Line> line(StoredRun stored) {
    Run run = stored.run();
    return run == null || stored.live() != null
        ? Stream.empty()
        : Stream.of(new Ledger.Line(run, stored.size()));
  }

  /**
   * Adds a run of a client, with an empty log.
   *
   * @throws Problem if it cannot be stored; then nothing is left of it
   */
  public FrameLog create(Run run, Client client) {
    Optional<String> shortage = storage.shortage();
    if (shortage.isPresent()) {
      throw refusal(shortage.get());
    }
    try {
      FrameLog created = files.create(run);
      index.add(StoredRun.begun(client, run, created));
      refusing.set(false);
      return created;
    } catch (IOException e) {
      throw refusal(e.toString());
    }
  }

  /** Says why once, and not to each who asks: that could fill what is full with lines of a log. */
  private Problem refusal(String why) {
    if (!refusing.getAndSet(true)) {
      log.warn("Runs cannot be stored: {}", why);
    }
    return Problem.noRoom(RETRY_AFTER);
  }

  /** Takes note of how far a run is; in files only when its status has changed. */
  public void update(Run run) {
    StoredRun stored = index.find(run.id());
    Run before = stored == null ? null : stored.run();
    if (stored == null || before == null) {
      return;
    }
    stored.run(run);
    Status status = before.status();
    if (run.status() == status) {
      return;
    }
    try {
      files.describe(run);
    } catch (IOException | OutOfMemoryError e) { // the run itself goes on
      log.error("Cannot write the description of run {}: {}", run.id(), e.toString());
    }
  }

  /** Takes note that a run's log is complete, and makes room. */
  public void finished(String id) {
    StoredRun stored = index.find(id);
    FrameLog live = stored == null ? null : stored.live();
    if (stored == null || live == null) {
      return;
    }
    opened.put(id, live);
    synchronized (this) {
      stored.end(live.size());
      kept.add(stored);
      addToLedger(stored);
    }
    trim();
  }

  private synchronized void addToLedger(StoredRun stored) {
    if (ledgerLines > 2 * kept.count() + SPARE_LINES) {
      writeLedger(); // this one too
    } else {
      line(stored).forEach(ledger::add);
      ledgerLines++;
    }
  }

  /** A run that can be read, or a sample. */
  public Optional<Run> find(String id) {
    StoredRun stored = index.find(id);
    return stored == null ? samples.find(id) : Optional.ofNullable(stored.run());
  }

  /**
   * A run, or a sample.
   *
   * @throws Problem if there is none, or it is damaged
   */
  public Run get(String id) {
    return find(id).orElseThrow(() -> missing(id));
  }

  /**
   * The log of a run or sample.
   *
   * @throws Problem if there is none, or it is damaged
   */
  public FrameLog log(String id) {
    StoredRun stored = index.find(id);
    if (stored == null) {
      return samples.log(id).orElseThrow(() -> missing(id));
    }
    FrameLog live = stored.live();
    if (live != null) {
      return live;
    }
    if (stored.run() == null) {
      throw missing(id);
    }
    try {
      return opened.get(id, _ -> open(stored));
    } catch (UncheckedIOException e) {
      throw damaged(id, Objects.requireNonNullElse(e.getCause(), e));
    } catch (Problem e) {
      throw e;
    } catch (RuntimeException e) {
      throw damaged(id, e);
    }
  }

  private FrameLog open(StoredRun stored) {
    try {
      return files.open(stored.id());
    } catch (EOFException e) {
      return ended(stored);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private FrameLog ended(StoredRun stored) {
    Run run = stored.run();
    if (run == null) {
      throw missing(stored.id());
    }
    try {
      Recovery.Ended ended = recovery.end(run);
      stored.run(ended.run());
      addToLedger(stored);
      return ended.frames();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes note that a run cannot be read after all; gives the problem that it is to who asks. */
  Problem damaged(String id, Throwable why) {
    StoredRun stored = index.find(id);
    if (stored == null) {
      return missing(id); // removed meanwhile
    }
    log.warn("Run {} is damaged: {}", id, why.toString());
    stored.damaged();
    opened.invalidate(id);
    return missing(id);
  }

  private Problem missing(String id) {
    return index.find(id) == null ? Problem.noRun(id) : Problem.damaged(id);
  }

  /** The newest first. */
  public List<Listed> newest(int limit) {
    return index.newest().limit(limit).map(StoredRun::listed).toList();
  }

  /** Those of a scenario that can be read, the newest first. */
  public List<Run> newest(String scenario, int limit) {
    return index
        .newest(scenario)
        .map(StoredRun::run)
        .flatMap(Stream::ofNullable)
        .limit(limit)
        .toList();
  }

  private void trim() {
    // Not under the lock: whoever opens a log holds one of the cache's, and may want this one.
    tooMuch().forEach(this::remove);
  }

  private synchronized List<StoredRun> tooMuch() {
    List<StoredRun> gone = new ArrayList<>();
    for (Optional<StoredRun> next = kept.poll(); next.isPresent(); next = kept.poll()) {
      index.remove(next.get());
      gone.add(next.get());
    }
    return gone;
  }

  private void remove(StoredRun stored) {
    opened.invalidate(stored.id());
    try {
      files.remove(stored.id());
    } catch (IOException e) {
      log.warn("Cannot delete all of run {}: {}", stored.id(), e.toString());
    }
  }
}
