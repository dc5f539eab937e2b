package io.interleave.server.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The recorded run of each variant that cards and embeds show, and those that showed it before. All
 * come with the catalogue and never change.
 *
 * <p>A sample is a file {@code ID.sse.gz}: the {@link FrameLog} of its run, in which zeros stand
 * for the run's id. The id is the beginning of the SHA-256 of that log, so that an address and a
 * run are the same for ever. {@code index.json} says which one shows what; a sample that is opened
 * by its id needs no index. Nothing is read before somebody asks. Thread-safe.
 */
@Component
public class Samples {

  static final String FOLDER = "META-INF/interleave/samples/";
  static final String INDEX = "index.json";
  static final String SUFFIX = ".sse.gz";
  static final String BLANK = "0000000000000000";

  private static final Logger log = LoggerFactory.getLogger(Samples.class);
  private static final Pattern ID = Pattern.compile("[0-9a-f]{16}");
  private static final String RUN_ID = "\"run\":{\"id\":\"";

  private record Opened(Run run, FrameLog log) {}

  private final ClassLoader resources;
  private final JsonMapper json;
  private final Cache<String, Opened> opened = Caffeine.newBuilder().maximumSize(128).build();
  // Guarded by this.
  private @Nullable Map<String, Sample> index;

  @Autowired
  Samples(JsonMapper json) {
    this(Samples.class.getClassLoader(), json);
  }

  Samples(ClassLoader resources, JsonMapper json) {
    this.resources = resources;
    this.json = json;
  }

  /** What the index calls a variant. */
  static String key(String scenario, String variant) {
    return scenario + "/" + variant;
  }

  /** What shows a variant, without a look at the run itself. */
  public Optional<Sample> of(String scenario, String variant) {
    return Optional.ofNullable(index().get(key(scenario, variant)));
  }

  /** The run that shows a variant. */
  public Optional<Run> run(String scenario, String variant) {
    return of(scenario, variant).flatMap(sample -> find(sample.id()));
  }

  /** The runs that show a scenario's variants now. */
  public List<Run> runs(String scenario) {
    return index().entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(key(scenario, "")))
        .flatMap(entry -> find(entry.getValue().id()).stream())
        .toList();
  }

  /** A sample by its id, also one that was superseded. */
  public Optional<Run> find(String id) {
    return open(id).map(Opened::run);
  }

  /** Its log. */
  public Optional<FrameLog> log(String id) {
    return open(id).map(Opened::log);
  }

  private synchronized Map<String, Sample> index() {
    Map<String, Sample> known = index;
    if (known == null) {
      known = readIndex();
      index = known;
    }
    return known;
  }

  private Map<String, Sample> readIndex() {
    try (InputStream file = resources.getResourceAsStream(FOLDER + INDEX)) {
      return file == null
          ? Map.of()
          : json.readValue(file, new TypeReference<LinkedHashMap<String, Sample>>() {});
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the index of the samples", e);
    }
  }

  private Optional<Opened> open(String id) {
    if (!ID.matcher(id).matches()) {
      return Optional.empty();
    }
    Opened known = opened.getIfPresent(id);
    if (known == null) {
      // Two who ask at once may both read it: it is the same.
      known = read(id);
      if (known != null) {
        opened.put(id, known);
      }
    }
    return Optional.ofNullable(known);
  }

  private @Nullable Opened read(String id) {
    String name = FOLDER + id + SUFFIX;
    try (InputStream file = resources.getResourceAsStream(name)) {
      if (file == null) {
        return null;
      }
      String blank = new String(new GZIPInputStream(file).readAllBytes(), StandardCharsets.UTF_8);
      String named = blank.replace(RUN_ID + BLANK, RUN_ID + id);
      FrameLog frames =
          FrameLog.complete(id, ByteBuffer.wrap(named.getBytes(StandardCharsets.UTF_8)));
      return new Opened(frames.lastRun(json), frames);
    } catch (IOException e) {
      log.warn("Cannot read sample {}", id, e);
      return null;
    }
  }
}
