package io.interleave.server.store;

import io.interleave.engine.event.Finding;
import io.interleave.engine.event.Trace;
import io.interleave.engine.wire.BatchWriter;
import io.interleave.engine.wire.Declarations;
import io.interleave.engine.wire.Json;
import java.util.List;
import java.util.stream.Collectors;
import reactor.core.publisher.Flux;

/** A trace as one JSON document: docs/trace-format.md, "Compact JSON". */
public final class CompactJson {

  private CompactJson() {}

  /**
   * The document of a log in pieces, a batch at a time, so that nobody holds all of it.
   *
   * @param run the run as JSON
   */
  public static Flux<String> of(String run, FrameLog log) {
    List<Frame> frames = log.frames();
    int events = frames.stream().map(frame -> frame.id().seq()).reduce(0, (_, last) -> last);
    return Flux.concat(
        Flux.just(head(run)),
        data(log, frames, Frame.Type.EVENTS),
        Flux.just(middle()),
        data(log, frames, Frame.Type.FINDING),
        Flux.just(tail(events)));
  }

  /**
   * The document of a trace that no log has, in one batch.
   *
   * @param run the run as JSON
   */
  public static String of(String run, Trace trace, List<Finding> findings) {
    int events = trace.size();
    String batches = events == 0 ? "" : new BatchWriter(trace).next(events);
    return head(run)
        + batches
        + middle()
        + findings.stream().map(CompactJson::json).collect(Collectors.joining(","))
        + tail(events);
  }

  private static String head(String run) {
    return "{\"formatVersion\":1,\"run\":" + run + ",\"batches\":[";
  }

  private static String middle() {
    return "],\"findings\":[";
  }

  private static String tail(int events) {
    return "],\"end\":{\"events\":" + events + "}}";
  }

  private static String json(Finding finding) {
    StringBuilder data = new StringBuilder();
    Declarations.finding(new Json(data), finding);
    return data.toString();
  }

  private static Flux<String> data(FrameLog log, List<Frame> frames, Frame.Type type) {
    List<Frame> chosen = frames.stream().filter(frame -> frame.type() == type).toList();
    return Flux.range(0, chosen.size()).map(i -> (i == 0 ? "" : ",") + log.data(chosen.get(i)));
  }
}
