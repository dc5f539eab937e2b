package io.interleave.server.stream;

import io.interleave.engine.event.Text;
import io.interleave.engine.event.Trace;
import io.interleave.engine.wire.BatchWriter;
import io.interleave.server.problem.Problem;
import io.interleave.server.store.Frame;
import io.interleave.server.store.FrameId;
import io.interleave.server.store.FrameLog;
import io.interleave.server.store.Recordings;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds where in a log the frame after a given id begins. */
final class Resume {

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

  private Resume() {}

  /**
   * The place just after an id; empty if that is after the end.
   *
   * @throws Problem if the log has nothing with this id
   */
  static Optional<Viewer.Start> after(
      @Nullable String lastEventId, FrameLog log, Recordings recordings) {
    if (lastEventId == null || lastEventId.isEmpty()) {
      return Optional.of(new Viewer.Start(NOTHING, 0));
    }
    FrameId id = FrameId.parse(lastEventId).orElseThrow(() -> unknown(lastEventId));
    List<Frame> frames = log.frames();
    for (Frame frame : frames) {
      int order = frame.id().compareTo(id);
      if (order == 0) {
        return frame.type() == Frame.Type.END
            ? Optional.empty()
            : Optional.of(new Viewer.Start(NOTHING, frame.end()));
      }
      if (order > 0) {
        if (id.part() != 0 || frame.type() != Frame.Type.EVENTS) {
          break;
        }
        return Optional.of(
            new Viewer.Start(rest(frame, id.seq(), recordings.of(log).trace()), frame.end()));
      }
    }
    throw unknown(lastEventId);
  }

  /** The frame's events after a seq, with the declarations that they are the first to need. */
  private static ByteBuffer rest(Frame frame, int after, Trace trace) {
    BatchWriter writer = new BatchWriter(trace);
    writer.next(after);
    String batch = writer.next(frame.id().seq());
    return ByteBuffer.wrap(Frame.encode(Frame.Type.EVENTS, frame.id(), batch));
  }

  private static Problem unknown(String id) {
    return Problem.invalid(
        "lastEventId",
        new Text("This run's stream has nothing with the id '%s'.", "这次运行的流里没有 id 为“%s”的内容。")
            .with(id));
  }
}
