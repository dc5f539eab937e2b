package io.interleave.server.store;

import io.interleave.engine.event.Finding;
import io.interleave.engine.event.ObjectInfo;
import io.interleave.engine.event.ObjectType;
import io.interleave.engine.event.Site;
import io.interleave.engine.event.Text;
import io.interleave.engine.event.ThreadInfo;
import io.interleave.engine.event.Trace;
import io.interleave.engine.wire.Columns;
import io.interleave.engine.wire.Declared;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Decodes frames, in their order, into a trace and its findings. Not thread-safe. */
public final class TraceReader {

  private final JsonMapper json;
  private final Trace trace = new Trace();
  private final List<Finding> findings = new ArrayList<>();

  public TraceReader(JsonMapper json) {
    this.json = json;
  }

  /**
   * Reads the next frame.
   *
   * @param data its JSON
   * @throws RuntimeException if that is corrupt
   */
  public void read(Frame.Type type, String data) {
    switch (type) {
      case EVENTS -> batch(json.readTree(data));
      case FINDING -> findings.add(finding(json.readTree(data)));
      case RUN, END -> {}
    }
  }

  /** The events so far. */
  public Trace trace() {
    return trace;
  }

  /** The findings so far. */
  public List<Finding> findings() {
    return findings;
  }

  private void batch(JsonNode batch) {
    for (JsonNode thread : batch.path("threads")) {
      int id = id(thread, Declared.MOST_THREADS);
      trace
          .threads()
          .put(
              id,
              new ThreadInfo(
                  id,
                  thread.path("name").asString(),
                  thread.path("virtual").asBoolean(),
                  thread.path("daemon").asBoolean(),
                  thread.path("process").asInt(),
                  thread.path("pool").asInt(0)));
    }
    for (JsonNode object : batch.path("objects")) {
      int id = id(object, Declared.MOST_OBJECTS);
      trace
          .objects()
          .put(
              id,
              new ObjectInfo(
                  id,
                  ObjectType.ofWord(object.path("type").asString()),
                  object.path("name").asString(),
                  number(object.path("initial")),
                  number(object.path("capacity")),
                  object.path("parent").asInt(0),
                  object.path("fair").asBoolean(false),
                  object.path("text").asBoolean(false)));
    }
    for (JsonNode site : batch.path("sites")) {
      trace
          .sites()
          .put(
              id(site, Declared.MOST_SITES),
              new Site(site.path("file").asString(), site.path("line").asInt()));
    }
    for (JsonNode string : batch.path("strings")) {
      trace.strings().put(id(string, Declared.MOST_STRINGS), string.path("text").asString());
    }
    int before = trace.size();
    Columns.decode(
        batch.path("data").asString(),
        batch.path("seq").asInt(),
        batch.path("count").asInt(),
        trace);
    Declared.check(trace, before + 1);
  }

  /** A table is as long as the highest id in it: a digit too many must not take all memory. */
  private static int id(JsonNode declared, int most) {
    int id = declared.path("id").asInt();
    if (id < 1 || id > most) {
      throw new IllegalArgumentException("ids are 1 to " + most + ", not " + id);
    }
    return id;
  }

  private static @Nullable Long number(JsonNode value) {
    return value.isMissingNode() ? null : value.asLong();
  }

  private static Finding finding(JsonNode finding) {
    return new Finding(
        finding.path("type").asString(),
        Finding.Certainty.valueOf(finding.path("certainty").asString().toUpperCase(Locale.ROOT)),
        integers(finding.path("threads")),
        integers(finding.path("objects")),
        LongStream.range(0, finding.path("events").size())
            .mapToObj(i -> finding.path("events").path((int) i).asLong())
            .toList(),
        IntStream.range(0, finding.path("witness").size())
            .mapToObj(i -> prefix(finding.path("witness").path(i)))
            .toList(),
        text(finding, "message"));
  }

  // Runs of earlier versions have English alone.
  private static Text text(JsonNode from, String name) {
    String english = from.path(name).asString();
    return new Text(english, from.path(name + "s").path("zh").asString(english));
  }

  private static Finding.Prefix prefix(JsonNode prefix) {
    return new Finding.Prefix(prefix.path("thread").asInt(), prefix.path("seq").asLong());
  }

  private static List<Integer> integers(JsonNode array) {
    return IntStream.range(0, array.size()).mapToObj(i -> array.path(i).asInt()).toList();
  }
}
