package io.interleave.server.store;

import io.interleave.engine.event.Finding;
import io.interleave.engine.event.Trace;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** What a log says, decoded. */
public record Recorded(Trace trace, List<Finding> findings) {

  /**
   * Decodes some frames of a log, from its first on.
   *
   * @throws RuntimeException if the log is corrupt
   */
  static Recorded decode(FrameLog log, List<Frame> frames, JsonMapper json) {
    TraceReader reader = new TraceReader(json);
    frames.forEach(frame -> reader.read(frame.type(), log.data(frame)));
    return new Recorded(reader.trace(), List.copyOf(reader.findings()));
  }
}
