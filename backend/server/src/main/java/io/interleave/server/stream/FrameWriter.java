package io.interleave.server.stream;

import io.interleave.engine.event.Finding;
import io.interleave.engine.event.Trace;
import io.interleave.engine.run.End;
import io.interleave.engine.run.Observer;
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

/** Follows a run and writes its log. Used by one thread at a time. */
public final class FrameWriter implements Observer {

  private final FrameLog log;
  private final JsonMapper json;
  private final int batchEvents;
  private final Consumer<Run> changed;
  private final Clock clock = Clock.systemUTC();
  private Run run;
  private @Nullable String schedule;
  private @Nullable BatchWriter batches;
  private int findingsSinceBatch;

  /**
   * Begins the log.
   *
   * @param run the run as it begins
   * @param changed is told whenever the run's description has changed, before the log says so
   */
  public FrameWriter(
      FrameLog log, Run run, int batchEvents, JsonMapper json, Consumer<Run> changed) {
    this.log = log;
    this.run = run;
    this.batchEvents = batchEvents;
    this.json = json;
    this.changed = changed;
    log.append(Frame.Type.RUN, new FrameId(0, 0), StreamJson.run(json, run));
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
    change(run.counted(to, trace.threads().last(), run.findings()));
    for (int next = from; next <= to; next += batchEvents) {
      int last = (int) Math.min((long) next + batchEvents - 1, to);
      log.append(Frame.Type.EVENTS, new FrameId(last, 0), batches.next(last));
    }
    findingsSinceBatch = 0;
  }

  @Override
  public void finding(Finding finding) {
    StringBuilder data = new StringBuilder();
    Declarations.finding(new Json(data), finding);
    change(run.counted(run.events(), run.threads(), run.findings() + 1));
    findingsSinceBatch++;
    log.append(Frame.Type.FINDING, new FrameId(run.events(), findingsSinceBatch), data.toString());
  }

  @Override
  public void end(Trace trace, End end) {
    end(end);
  }

  /** Ends the log of a run that never began, or of one that could not. */
  public void end(End end) {
    change(run.ended(end, clock.instant()).scheduled(schedule));
    log.append(Frame.Type.END, new FrameId(run.events(), FrameId.END), StreamJson.end(json, run));
  }

  private void change(Run now) {
    run = now;
    changed.accept(now);
  }
}
