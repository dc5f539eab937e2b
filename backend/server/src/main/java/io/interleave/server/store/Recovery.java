package io.interleave.server.store;

import io.interleave.engine.event.Text;
import io.interleave.engine.run.End;
import io.interleave.engine.run.Status;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** Ends what a server could not end, because it was killed or its disk was full. */
final class Recovery {

  /** A run that was ended, and its log. */
  record Ended(Run run, FrameLog frames) {}

  private static final Logger log = LoggerFactory.getLogger(Recovery.class);

  private static final Text NEVER_BEGAN =
      new Text("The server stopped before the run's turn came.", "还没轮到这次运行，服务器就停止了。");
  private static final Text STOPPED = new Text("The server stopped while it ran.", "服务器在运行途中停止了。");
  private static final Text LOST =
      new Text(
          "The end of what it recorded is lost; this is what is left.", "它记录的内容丢失了结尾；这里是剩下的部分。");

  private final RunFiles files;
  private final JsonMapper json;
  private final Clock clock = Clock.systemUTC();

  Recovery(RunFiles files, JsonMapper json) {
    this.files = files;
    this.json = json;
  }

  /**
   * Ends a run whose stream may have no end.
   *
   * @param run as its description has it
   * @throws IOException if its files are damaged
   * @throws RuntimeException if its files are damaged
   */
  Ended end(Run run) throws IOException {
    FrameLog frames = files.recover(run.id());
    Ended ended =
        frames.isComplete() ? new Ended(described(run, frames), frames) : endLog(run, frames);
    try {
      files.describe(ended.run());
    } catch (IOException e) {
      log.warn("Cannot write the description of run {}: {}", run.id(), e.toString());
    }
    return ended;
  }

  /** Only the description was not written any more. */
  private Run described(Run run, FrameLog frames) throws IOException {
    Run last = frames.lastRun(json);
    if (!last.id().equals(run.id()) || !last.status().isFinal()) {
      throw new IOException("its stream ends with another run");
    }
    return last;
  }

  private Ended endLog(Run run, FrameLog frames) {
    Recorded recorded = Recorded.decode(frames, frames.frames(), json);
    if (frames.lastFrame() == null) {
      frames.append(Frame.Type.RUN, new FrameId(0, 0), StreamJson.run(json, run));
    }
    Run ended = ended(run, recorded);
    frames.end(new FrameId(ended.events(), FrameId.END), StreamJson.end(json, ended), () -> {});
    return new Ended(ended, frames);
  }

  private Run ended(Run run, Recorded recorded) {
    int events = recorded.trace().size();
    int findings = recorded.findings().size();
    boolean whole = run.events() == events && run.findings() == findings;
    if (run.status().isFinal() && whole) {
      return run;
    }
    int threads = Math.max(run.threads(), recorded.trace().threads().last());
    Run counted = run.counted(events, threads, findings);
    if (run.status() == Status.FAILED) {
      return counted; // which says why already
    }
    Text reason =
        switch (run.status()) {
          case QUEUED -> NEVER_BEGAN;
          case RUNNING -> STOPPED;
          case COMPLETED, DEADLOCKED, CANCELLED, TIMED_OUT, FAILED -> LOST;
        };
    Instant end = Objects.requireNonNullElseGet(run.ended(), clock::instant);
    long duration = run.started() == null ? 0 : lastTime(recorded);
    return counted.ended(new End(Status.FAILED, reason, null, duration), end);
  }

  private static long lastTime(Recorded recorded) {
    long latest = 0;
    for (int seq = 1; seq <= recorded.trace().size(); seq++) {
      latest = Math.max(latest, recorded.trace().t(seq));
    }
    return latest;
  }
}
