package io.interleave.server.run;

import io.interleave.engine.event.Finding;
import io.interleave.engine.event.Trace;
import io.interleave.engine.run.ControlledRun;
import io.interleave.engine.run.End;
import io.interleave.engine.run.Limits;
import io.interleave.engine.run.LiveRun;
import io.interleave.engine.run.Observer;
import io.interleave.engine.run.Plan;
import io.interleave.engine.run.Program;
import io.interleave.engine.schedule.Schedule;
import io.interleave.server.stream.FrameWriter;
import java.util.concurrent.CompletableFuture;

/** A run that was started, in either mode. */
interface Started {

  /** Ends it as cancelled, if it has not ended. */
  void cancel();

  /** All of its trace, once it has ended. */
  Trace trace();

  /** Completes when it has ended and its log is complete. */
  CompletableFuture<End> end();

  static Started start(Order order, Limits limits, FrameWriter writer) {
    Program program = order.subject().program();
    Plan plan = order.plan();
    return plan == null ? live(program, limits, writer) : controlled(program, plan, limits, writer);
  }

  private static Started live(Program program, Limits limits, FrameWriter writer) {
    LiveRun run = LiveRun.start(program, limits, writer);
    return new Started() {
      @Override
      public void cancel() {
        run.cancel();
      }

      @Override
      public Trace trace() {
        return run.trace();
      }

      @Override
      public CompletableFuture<End> end() {
        return run.end();
      }
    };
  }

  private static Started controlled(Program program, Plan plan, Limits limits, FrameWriter writer) {
    Schedule asked = plan.schedule();
    if (asked != null) {
      writer.schedule(asked.toString());
    }
    Scheduled observer = new Scheduled(writer, new CompletableFuture<>());
    ControlledRun run = ControlledRun.start(program, plan, limits, observer);
    observer.run.complete(run);
    return new Started() {
      @Override
      public void cancel() {
        run.cancel();
      }

      @Override
      public Trace trace() {
        return run.trace();
      }

      @Override
      public CompletableFuture<End> end() {
        return run.end();
      }
    };
  }

  /**
   * Tells the log also what was chosen.
   *
   * @param run comes a moment after the start
   */
  record Scheduled(FrameWriter writer, CompletableFuture<ControlledRun> run) implements Observer {

    @Override
    public void events(Trace trace, int from, int to) {
      writer.events(trace, from, to);
    }

    @Override
    public void finding(Finding finding) {
      writer.finding(finding);
    }

    @Override
    public void end(Trace trace, End end) {
      Schedule taken = run.join().schedule();
      // A schedule that cannot be leads nowhere; then what was asked for stands.
      if (taken.length() > 0) {
        writer.schedule(taken.toString());
      }
      writer.end(trace, end);
    }
  }
}
