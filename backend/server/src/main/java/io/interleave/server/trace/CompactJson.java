package io.interleave.server.trace;

import io.interleave.server.store.Frame;
import io.interleave.server.store.FrameLog;
import java.util.List;
import reactor.core.publisher.Flux;

/** A log as one JSON document: docs/trace-format.md, "Compact JSON". */
final class CompactJson {

  private CompactJson() {}

  /**
   * The document in pieces, a batch at a time, so that nobody holds all of it.
   *
   * @param run the run as JSON
   */
  static Flux<String> of(String run, FrameLog log) {
    List<Frame> frames = log.frames();
    int events = frames.stream().map(frame -> frame.id().seq()).reduce(0, (_, last) -> last);
    return Flux.concat(
        Flux.just("{\"formatVersion\":1,\"run\":" + run + ",\"batches\":["),
        data(log, frames, Frame.Type.EVENTS),
        Flux.just("],\"findings\":["),
        data(log, frames, Frame.Type.FINDING),
        Flux.just("],\"end\":{\"events\":" + events + "}}"));
  }

  private static Flux<String> data(FrameLog log, List<Frame> frames, Frame.Type type) {
    List<Frame> chosen = frames.stream().filter(frame -> frame.type() == type).toList();
    return Flux.range(0, chosen.size()).map(i -> (i == 0 ? "" : ",") + log.data(chosen.get(i)));
  }
}
