package io.interleave.engine.run;

import io.interleave.engine.analysis.Close;
import io.interleave.engine.analysis.Timing;
import io.interleave.engine.event.Finding;
import io.interleave.engine.event.Outcome;
import io.interleave.engine.event.Text;
import io.interleave.engine.event.Trace;
import io.interleave.engine.findings.Findings;
import io.interleave.engine.record.Merger;
import io.interleave.engine.record.Recording;
import io.interleave.engine.schedule.Driver;
import io.interleave.engine.schedule.Ending;
import io.interleave.engine.schedule.Execution;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came of a controlled execution that was recorded. */
public record Recorded(Trace trace, List<Finding> findings, End end) {

  /**
   * Merges, analyses and judges an execution that is over.
   *
   * @param late whether it was cancelled because it took too long
   */
  public static Recorded of(Driver.Done done, Execute program, Limits limits, boolean late) {
    Merger merger = done.merger();
    merger.drain(Long.MAX_VALUE);
    String unmerged = merger.stuck();
    if (unmerged != null) {
      throw new IllegalStateException(unmerged);
    }
    Trace trace = merger.trace();
    Findings findings = new Findings(trace, Timing.STEPS);
    List<Finding> found = new ArrayList<>(findings.read(trace.size()));
    found.addAll(findings.close(how(done.ending())));
    return new Recorded(trace, found, end(done, program, limits, late, findings.deadlocked()));
  }

  private static Close how(Ending ending) {
    return switch (ending) {
      case COMPLETED -> Close.ENDED;
      case STUCK -> Close.STOOD;
      case ENDLESS, CUT, CANCELLED, STOPPED, LIMIT -> Close.CUT;
    };
  }

  private static End end(
      Driver.Done done, Execute program, Limits limits, boolean late, boolean deadlocked) {
    End end = howItEnded(done, program, limits, late, deadlocked);
    Throwable thrown = program.failure();
    Text reason = end.reason();
    // Completed executions have told it.
    boolean told = done.ending() == Ending.COMPLETED || end.status() == Status.CANCELLED;
    return thrown == null || reason == null || told
        ? end
        : new End(Status.FAILED, Reasons.threw(thrown, reason), null, end.durationNanos());
  }

  private static End howItEnded(
      Driver.Done done, Execute program, Limits limits, boolean late, boolean deadlocked) {
    int steps = done.execution().steps();
    long duration = steps * Execution.STEP_NANOS;
    Outcome outcome = program.outcome();
    return switch (done.ending()) {
      case COMPLETED -> completed(program, deadlocked, done.isConsistent(), duration);
      case STUCK -> new End(Status.DEADLOCKED, Reasons.STANDS, outcome, duration);
      case ENDLESS ->
          new End(
              Status.TIMED_OUT,
              new Text(
                  "Threads go round for ever, for nothing changes any more.",
                  "有线程永远在原地循环，因为再也没有什么会改变。"),
              null,
              duration);
      case CUT ->
          new End(
              Status.TIMED_OUT,
              new Text("The run was cut after %d steps.", "运行在 %d 步之后被截断。").with(steps),
              null,
              duration);
      case CANCELLED, STOPPED ->
          late
              ? new End(Status.TIMED_OUT, limits.tooLong(), null, duration)
              : new End(Status.CANCELLED, Reasons.CANCELLED, null, duration);
      case LIMIT ->
          new End(Status.FAILED, reason(limits, done.recording().exceeded()), null, duration);
    };
  }

  private static End completed(
      Execute program, boolean deadlocked, boolean consistent, long duration) {
    Throwable thrown = program.failure();
    if (thrown != null) {
      return new End(Status.FAILED, Reasons.threw(thrown), null, duration);
    }
    if (!consistent) {
      Text reason =
          new Text(
              "A read saw a write that never came: this execution cannot be.",
              "有一次读看到了从未发生的写：这样的执行不可能存在。");
      return new End(Status.FAILED, reason, null, duration);
    }
    Status status = deadlocked ? Status.DEADLOCKED : Status.COMPLETED;
    return new End(status, null, program.outcome(), duration);
  }

  private static Text reason(Limits limits, Recording.@Nullable Limit limit) {
    return limit == null ? new Text("The run was stopped.", "运行被停止了。") : limits.reason(limit);
  }
}
