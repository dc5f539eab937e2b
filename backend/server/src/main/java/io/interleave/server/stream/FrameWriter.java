package io.interleave.server.stream;

import io.interleave.engine.event.Finding;
import io.interleave.engine.event.Text;
import io.interleave.engine.event.Trace;
import io.interleave.engine.run.End;
import io.interleave.engine.run.Observer;
import io.interleave.engine.run.Status;
import io.interleave.engine.wire.BatchWriter;
import io.interleave.engine.wire.Declarations;
import io.interleave.engine.wire.Json;
import io.interleave.server.store.Frame;
import io.interleave.server.store.FrameId;
import io.interleave.server.store.FrameLog;
import io.interleave.server.store.Run;
import io.interleave.server.store.StreamJson;
import java.time.Clock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Follows a run and writes its log. What the log does not take is not counted, and the run then
 * ends as one that was cut off. Used by one thread at a time.
 */
public final class FrameWriter implements Observer {

  private static final Text CUT =
      new Text("The server had no room to store more of it.", "服务器没有空间保存它的更多内容。");

  private final FrameLog log;
  private final JsonMapper json;
  private final int batchEvents;
  private final Consumer<Run> changed;
  private final Runnable cut;
  private final Clock clock = Clock.systemUTC();
  private Run run;
  private @Nullable String schedule;
  private @Nullable BatchWriter batches;
  private int findingsSinceBatch;

  /**
   * A writer of an empty log.
   *
   * @param run the run as it begins
   * @param changed is told whenever the run's description has changed; of the end before anybody
   *     can see it in the log
   * @param cut runs when the log takes no more, so that somebody ends the run
   */
  public FrameWriter(
      FrameLog log,
      Run run,
      int batchEvents,
      JsonMapper json,
      Consumer<Run> changed,
      Runnable cut) {
    this.log = log;
    this.run = run;
    this.batchEvents = batchEvents;
    this.json = json;
    this.changed = changed;
    this.cut = cut;
  }

  /** Begins the log. */
  public void begin() {
    append(Frame.Type.RUN, new FrameId(0, 0), StreamJson.run(json, run));
  }

  /** The run as the log has it. */
  public Run run() {
    return run;
  }

  /** Takes note of the schedule that the run's description has from its end on. */
  public void schedule(String text) {
    schedule = text;
  }

  @Override
  public void events(Trace trace, int from, int to) {
    if (batches == null) {
      batches = new BatchWriter(trace);
    }
    for (int next = from; next <= to && !log.isCut(); next += batchEvents) {
      int last = (int) Math.min((long) next + batchEvents - 1, to);
      if (append(Frame.Type.EVENTS, new FrameId(last, 0), batches.next(last))) {
        change(run.counted(last, trace.threads().last(), run.findings()));
      }
    }
    findingsSinceBatch = 0;
  }

  @Override
  public void finding(Finding finding) {
    StringBuilder data = new StringBuilder();
    Declarations.finding(new Json(data), finding);
    FrameId id = new FrameId(run.events(), findingsSinceBatch + 1);
    if (append(Frame.Type.FINDING, id, data.toString())) {
      findingsSinceBatch++;
      change(run.counted(run.events(), run.threads(), run.findings() + 1));
    }
  }

  @Override
  public void end(Trace trace, End end) {
    end(end);
  }

  /** Ends the log of a run that never began, or of one that could not. */
  public void end(End end) {
    if (log.lastFrame() == null) {
      begin();
    }
    End how = log.isCut() ? new End(Status.FAILED, CUT, end.outcome(), end.durationNanos()) : end;
    Run ended = run.ended(how, clock.instant()).scheduled(schedule);
    log.end(
        new FrameId(ended.events(), FrameId.END), StreamJson.end(json, ended), () -> change(ended));
  }

  private boolean append(Frame.Type type, FrameId id, String data) {
    boolean taken = log.append(type, id, data);
    if (!taken) {
      cut.run();
    }
    return taken;
  }

  private void change(Run now) {
    run = now;
    changed.accept(now);
  }
}
