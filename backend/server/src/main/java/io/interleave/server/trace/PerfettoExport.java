package io.interleave.server.trace;

import io.interleave.engine.analysis.Timing;
import io.interleave.engine.event.Trace;
import io.interleave.engine.perfetto.PerfettoTrace;
import io.interleave.server.analysis.Extent;
import io.interleave.server.store.Recorded;
import io.interleave.server.store.Run;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import reactor.core.publisher.Flux;

/** A trace for Perfetto, a piece at a time, so that nobody holds all of it. */
final class PerfettoExport {

  private PerfettoExport() {}

  /** The document in pieces. */
  static Flux<String> of(Run run, Recorded recorded) {
    return Flux.fromIterable(() -> trace(run, recorded));
  }

  static PerfettoTrace trace(Run run, Recorded recorded) {
    Trace trace = recorded.trace();
    Timing timing = Extent.timing(run.mode());
    long latest = IntStream.rangeClosed(1, trace.size()).mapToLong(trace::t).max().orElse(0);
    long end = Extent.end(timing, run.durationNanos(), latest);
    return new PerfettoTrace(trace, timing, recorded.findings(), end, about(run));
  }

  private static Map<String, String> about(Run run) {
    Map<String, String> about = new LinkedHashMap<>();
    about.put("name", run.scenario() + ", " + run.variant());
    about.put("run", run.id());
    about.put("mode", run.mode());
    about.put("seed", Long.toString(run.seed()));
    about.put("status", run.status().word());
    return about;
  }
}
