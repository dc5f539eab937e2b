package io.interleave.server.store;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.interleave.engine.event.Text;
import io.interleave.engine.run.End;
import io.interleave.engine.run.Status;
import io.interleave.server.client.Client;
import io.interleave.server.client.Surplus;
import io.interleave.server.config.InterleaveProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * The runs that there are and were. The samples can be asked for by their ids too; whatever is said
 * of runs otherwise, what is listed and how much is kept, leaves them out.
 *
 * <p>A run is a directory {@code runs/ID} with two files: {@code run.json}, replaced whole at each
 * change of status, and {@code stream.sse}, the {@link FrameLog}, written as it grows. A server
 * that is killed loses at most the frame that it was writing; the next one ends what was cut off.
 * Thread-safe.
 */
@Component
public class RunStore {

  private static final Logger log = LoggerFactory.getLogger(RunStore.class);
  private static final String RUN = "run.json";
  private static final String STREAM = "stream.sse";

  /** What run.json holds; earlier versions also said whether it was a sample. */
  @JsonIgnoreProperties("sample")
  record Stored(Run run) {}

  private static final class Entry {
    final Client client;
    volatile Run run;
    // Unfinished runs only: a finished one's is opened when somebody asks.
    volatile @Nullable FrameLog live;

    Entry(Client client, Run run) {
      this.client = client;
      this.run = run;
    }
  }

  private final Path directory;
  private final InterleaveProperties.History history;
  private final int clientsPerAddress;
  private final Samples samples;
  private final JsonMapper json;
  private final Clock clock = Clock.systemUTC();
  private final Map<String, Entry> entries = new ConcurrentHashMap<>();
  private final Cache<String, FrameLog> opened = Caffeine.newBuilder().maximumSize(64).build();

  /** Loads what is there; what cannot be read is left where it is, with a line in the log. */
  RunStore(InterleaveProperties properties, Samples samples, JsonMapper json) throws IOException {
    this.directory = Files.createDirectories(properties.dataDir().resolve("runs"));
    this.history = properties.history();
    this.clientsPerAddress = properties.limits().clientsPerAddress();
    this.samples = samples;
    this.json = json;
    try (Stream<Path> found = Files.list(directory)) {
      found.sorted().forEach(this::load);
    }
    trim();
  }

  private void load(Path path) {
    try {
      Stored stored = json.readValue(Files.readAllBytes(path.resolve(RUN)), Stored.class);
      if (!path.endsWith(stored.run().id())) {
        throw new IOException("it says that it is run " + stored.run().id());
      }
      // Whose it was is nowhere in the files: names and addresses are not kept.
      Entry entry = new Entry(Client.NOBODY, stored.run());
      if (!stored.run().status().isFinal()) {
        endCutOff(entry, path);
      }
      entries.put(stored.run().id(), entry);
    } catch (IOException | RuntimeException e) {
      log.warn("Skipped {}, which is not a readable run: {}", path, e.toString());
    }
  }

  private void endCutOff(Entry entry, Path path) throws IOException {
    Path stream = path.resolve(STREAM);
    if (Files.notExists(stream)) {
      Files.createFile(stream);
    }
    FrameLog cutOff = FrameLog.recover(stream);
    Frame last = cutOff.lastFrame();
    if (cutOff.isComplete() && last != null) {
      // Only the description was not written any more.
      entry.run = cutOff.lastRun(json);
    } else {
      Recorded recorded = Recorded.decode(cutOff, cutOff.frames(), json);
      Text reason =
          entry.run.status() == Status.QUEUED
              ? new Text("The server stopped before the run's turn came.", "还没轮到这次运行，服务器就停止了。")
              : new Text("The server stopped while it ran.", "服务器在运行途中停止了。");
      Run counted =
          entry.run.counted(
              recorded.trace().size(),
              recorded.trace().threads().last(),
              recorded.findings().size());
      Instant started = counted.started();
      Instant now = clock.instant();
      long duration = started == null ? 0 : lastTime(recorded);
      entry.run = counted.ended(new End(Status.FAILED, reason, null, duration), now);
      if (last == null) {
        cutOff.append(Frame.Type.RUN, new FrameId(0, 0), StreamJson.run(json, counted));
      }
      cutOff.append(
          Frame.Type.END,
          new FrameId(entry.run.events(), FrameId.END),
          StreamJson.end(json, entry.run));
    }
    write(entry);
  }

  private static long lastTime(Recorded recorded) {
    long latest = 0;
    for (int seq = 1; seq <= recorded.trace().size(); seq++) {
      latest = Math.max(latest, recorded.trace().t(seq));
    }
    return latest;
  }

  /** Adds a run of a client, with an empty log. */
  public FrameLog create(Run run, Client client) {
    Path path = directory.resolve(run.id());
    Entry entry = new Entry(client, run);
    try {
      Files.createDirectory(path);
      FrameLog created = FrameLog.create(path.resolve(STREAM));
      entry.live = created;
      write(entry);
      entries.put(run.id(), entry);
      return created;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot store run " + run.id(), e);
    }
  }

  /** Takes note of how far a run is; in files only when its status has changed. */
  public void update(Run run) {
    Entry entry = entries.get(run.id());
    if (entry == null) {
      return;
    }
    Status before = entry.run.status();
    entry.run = run;
    if (run.status() == before) {
      return;
    }
    try {
      write(entry);
    } catch (IOException e) {
      log.error("Cannot write the description of run {}", run.id(), e);
    }
  }

  /** Takes note that a run's log is complete, and makes room. */
  public void finished(String id) {
    Entry entry = entries.get(id);
    if (entry != null) {
      FrameLog live = entry.live;
      if (live != null) {
        opened.put(id, live);
        entry.live = null;
      }
    }
    trim();
  }

  private void write(Entry entry) throws IOException {
    Path path = directory.resolve(entry.run.id());
    Path fresh = path.resolve(RUN + ".new");
    Files.write(fresh, json.writeValueAsBytes(new Stored(entry.run)));
    Files.move(
        fresh,
        path.resolve(RUN),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  /** A run, or a sample. */
  public Optional<Run> find(String id) {
    Entry entry = entries.get(id);
    return entry == null ? samples.find(id) : Optional.of(entry.run);
  }

  /** The log of a run or sample; empty if there is no such run or its file cannot be read. */
  public Optional<FrameLog> log(String id) {
    Entry entry = entries.get(id);
    if (entry == null) {
      return samples.log(id);
    }
    FrameLog live = entry.live;
    if (live != null) {
      return Optional.of(live);
    }
    try {
      return Optional.of(opened.get(id, this::open));
    } catch (UncheckedIOException e) {
      log.warn("Cannot read the stream of run {}: {}", id, e.getMessage());
      return Optional.empty();
    }
  }

  private FrameLog open(String id) {
    try {
      return FrameLog.open(directory.resolve(id).resolve(STREAM));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs that satisfy a condition, the newest first. */
  public List<Run> newest(Predicate<Run> condition, int limit) {
    return entries.values().stream()
        .map(entry -> entry.run)
        .filter(condition)
        .sorted(Comparator.comparing(Run::created).reversed())
        .limit(limit)
        .toList();
  }

  private synchronized void trim() {
    List<Entry> finished =
        entries.values().stream()
            .filter(entry -> entry.run.status().isFinal() && entry.live == null)
            .sorted(Comparator.comparing(entry -> entry.run.created()))
            .toList();
    trim(finished, _ -> 1, history.runs());
    trim(finished, entry -> size(entry.run.id()), history.size().toBytes());
  }

  /** Removes what is too much of runs, the oldest first. */
  private void trim(List<Entry> runs, ToLongFunction<Entry> weight, long most) {
    Surplus<Entry> surplus = new Surplus<>(clientsPerAddress);
    for (Entry entry : runs) {
      if (entries.containsKey(entry.run.id())) {
        surplus.add(entry.client, entry, weight.applyAsLong(entry));
      }
    }
    while (surplus.weight() > most) {
      remove(surplus.poll().orElseThrow().run.id());
    }
  }

  private long size(String id) {
    try {
      return Files.size(directory.resolve(id).resolve(STREAM));
    } catch (IOException e) {
      return 0;
    }
  }

  private void remove(String id) {
    entries.remove(id);
    opened.invalidate(id);
    Path path = directory.resolve(id);
    try {
      for (String name : List.of(RUN, STREAM)) {
        Files.deleteIfExists(path.resolve(name));
      }
      Files.deleteIfExists(path);
    } catch (IOException e) {
      log.warn("Cannot delete all of {}: {}", path, e.toString());
    }
  }
}
