package io.interleave.engine.explore;

import io.interleave.engine.event.Outcome;
import io.interleave.engine.explore.Report.Minimal;
import io.interleave.engine.run.End;
import io.interleave.engine.run.Limits;
import io.interleave.engine.run.Program;
import io.interleave.engine.run.Status;
import io.interleave.engine.schedule.Execution;
import io.interleave.engine.schedule.Settings;
import io.interleave.engine.wire.Compact;
import io.interleave.engine.wire.Declarations;
import io.interleave.engine.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The trace of a failing schedule, as a file that the page opens. */
final class FailureTrace {

  private FailureTrace() {}

  /** Runs the schedule once more, recorded, and writes its compact JSON; where that is. */
  static Path write(Program program, Settings settings, Minimal minimal, Path directory)
      throws IOException, InterruptedException {
    Position end = new Stepper(program, settings, Limits.DEFAULT).at(minimal.schedule());
    String text = Compact.of(describe(end, settings, minimal), end.trace(), end.findings());
    String name = Integer.toHexString(minimal.schedule().hashCode());
    Files.createDirectories(directory);
    return Files.writeString(directory.resolve("failure-" + name + ".json"), text);
  }

  private static String describe(Position position, Settings settings, Minimal minimal) {
    End end = position.end();
    if (end == null) {
      // It goes on for ever, and is shown once through what repeats itself.
      long duration = position.schedule().length() * Execution.STEP_NANOS;
      end = new End(Status.TIMED_OUT, minimal.summary(), null, duration);
    }
    StringBuilder text = new StringBuilder();
    Json json = new Json(text);
    json.begin()
        .field("id", "")
        .field("scenario", "")
        .field("variant", "")
        .field("mode", "controlled")
        .field("strategy", "replay")
        .field("memory", settings.memory().word())
        .field("schedule", position.schedule().toString())
        .name("seed")
        .raw("null")
        .name("parameters")
        .raw("{}")
        .field("status", end.status().word())
        .name("outcome");
    Outcome outcome = end.outcome();
    if (outcome == null) {
      json.raw("null");
    } else {
      json.begin().field("value", outcome.value()).field("goalMet", outcome.goalMet());
      Declarations.text(json, "summary", "summaries", outcome.summary());
      json.end();
    }
    if (end.reason() == null) {
      json.name("reason").raw("null");
    } else {
      Declarations.text(json, "reason", "reasons", end.reason());
    }
    json.field("durationNanos", end.durationNanos())
        .field("events", position.trace().size())
        .field("threads", position.trace().threads().last())
        .field("findings", position.findings().size())
        .end();
    return text.toString();
  }
}
