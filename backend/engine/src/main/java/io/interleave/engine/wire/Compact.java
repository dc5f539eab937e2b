package io.interleave.engine.wire;

import io.interleave.engine.event.Finding;
import io.interleave.engine.event.Trace;
import java.util.List;

/** A whole trace as one JSON document: docs/trace-format.md, "Compact JSON". */
public final class Compact {

  private static final int BATCH = 2_000;
  private static final int FORMAT_VERSION = 1;

  private Compact() {}

  /** The document. {@code run} is the run as JSON. */
  public static String of(String run, Trace trace, List<Finding> findings) {
    StringBuilder text = new StringBuilder();
    Json json = new Json(text);
    json.begin().field("formatVersion", FORMAT_VERSION).name("run").raw(run);
    json.name("batches").beginArray();
    BatchWriter batches = new BatchWriter(trace);
    while (batches.written() < trace.size()) {
      json.raw(batches.next(Math.min(batches.written() + BATCH, trace.size())));
    }
    json.endArray().name("findings").beginArray();
    findings.forEach(finding -> Declarations.finding(json, finding));
    json.endArray().name("end").begin().field("events", trace.size()).end().end();
    return text.toString();
  }
}
