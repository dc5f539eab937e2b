package io.interleave.engine.wire;

import io.interleave.engine.event.Finding;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.Site;
import io.interleave.engine.event.Trace;
import java.io.IOException;
import java.util.List;

/** The neutral export: see docs/trace-format.md, "NDJSON". */
public final class Ndjson {

  private Ndjson() {}

  /** Writes a whole trace. {@code run} is the run as JSON. */
  public static void write(String run, Trace trace, List<Finding> findings, Appendable out)
      throws IOException {
    out.append(header(run, trace)).append('\n');
    for (int seq = 1, end = trace.size(); seq <= end; seq++) {
      out.append(event(trace, seq)).append('\n');
    }
    out.append(trailer(trace, findings)).append('\n');
  }

  /** The first line, without its end. */
  public static String header(String run, Trace trace) {
    StringBuilder line = new StringBuilder();
    Json json = new Json(line);
    json.begin().name("run").raw(run).name("threads").beginArray();
    trace.threads().all().forEach(thread -> Declarations.thread(json, thread));
    json.endArray().name("objects").beginArray();
    trace.objects().all().forEach(object -> Declarations.object(json, object));
    json.endArray().end();
    return line.toString();
  }

  /** The line of one event, without its end. */
  public static String event(Trace trace, int seq) {
    StringBuilder line = new StringBuilder(96);
    Json json = new Json(line);
    Kind kind = trace.kind(seq);
    int object = trace.object(seq);
    json.begin()
        .field("seq", seq)
        .field("t", trace.t(seq))
        .field("thread", trace.thread(seq))
        .field("kind", kind.word());
    if (object != 0) {
      json.field("object", object);
    }
    Values.write(json, trace, kind, object, trace.value(seq));
    if (trace.flagged(seq)) {
      json.field("timed", true);
    }
    if (trace.cause(seq) != 0) {
      json.field("cause", trace.cause(seq));
    }
    Site site = trace.sites().find(trace.site(seq));
    if (site != null) {
      json.field("site", site.toString());
    }
    json.end();
    return line.toString();
  }

  /** The last line, without its end. */
  public static String trailer(Trace trace, List<Finding> findings) {
    StringBuilder line = new StringBuilder();
    Json json = new Json(line);
    json.begin().name("findings").beginArray();
    findings.forEach(finding -> Declarations.finding(json, finding));
    json.endArray().name("end").begin().field("events", trace.size()).end().end();
    return line.toString();
  }
}
