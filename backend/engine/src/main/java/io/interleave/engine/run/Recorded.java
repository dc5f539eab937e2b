package io.interleave.engine.run;

import io.interleave.engine.analysis.Close;
import io.interleave.engine.analysis.Timing;
import io.interleave.engine.event.Finding;
import io.interleave.engine.event.Outcome;
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
      case CUT, CANCELLED, STOPPED, LIMIT -> Close.CUT;
    };
  }

  private static End end(
      Driver.Done done, Execute program, Limits limits, boolean late, boolean deadlocked) {
    int steps = done.execution().steps();
    long duration = steps * Execution.STEP_NANOS;
    Outcome outcome = program.outcome();
    return switch (done.ending()) {
      case COMPLETED -> completed(program, deadlocked, done.isConsistent(), duration);
      case STUCK ->
          new End(
              Status.DEADLOCKED, "Every thread waits, and none can be woken.", outcome, duration);
      case CUT ->
          new End(
              Status.TIMED_OUT, "The run was cut after %d steps.".formatted(steps), null, duration);
      case CANCELLED, STOPPED ->
          late
              ? new End(Status.TIMED_OUT, limits.tooLong(), null, duration)
              : new End(Status.CANCELLED, "The run was cancelled.", null, duration);
      case LIMIT ->
          new End(Status.FAILED, reason(limits, done.recording().exceeded()), null, duration);
    };
  }

  private static End completed(
      Execute program, boolean deadlocked, boolean consistent, long duration) {
    Throwable thrown = program.failure();
    if (thrown != null) {
      return new End(Status.FAILED, "The program threw " + thrown + ".", null, duration);
    }
    if (!consistent) {
      String reason = "A read saw a write that never came: this execution cannot be.";
      return new End(Status.FAILED, reason, null, duration);
    }
    Status status = deadlocked ? Status.DEADLOCKED : Status.COMPLETED;
    return new End(status, null, program.outcome(), duration);
  }

  private static String reason(Limits limits, Recording.@Nullable Limit limit) {
    return limit == null ? "The run was stopped." : limits.reason(limit);
  }
}
