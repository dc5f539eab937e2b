package io.interleave.engine.explore;

import io.interleave.engine.event.Finding;
import io.interleave.engine.event.Outcome;
import io.interleave.engine.event.Trace;
import io.interleave.engine.explore.Report.Minimal;
import io.interleave.engine.run.ControlledRun;
import io.interleave.engine.run.End;
import io.interleave.engine.run.Limits;
import io.interleave.engine.run.Observer;
import io.interleave.engine.run.Plan;
import io.interleave.engine.run.Program;
import io.interleave.engine.schedule.Settings;
import io.interleave.engine.wire.Compact;
import io.interleave.engine.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The trace of a failing schedule, as a file that the page opens. */
final class FailureTrace {

  private FailureTrace() {}

  /** Runs the schedule once more, recorded, and writes its compact JSON; where that is. */
  static Path write(Program program, Settings settings, Minimal minimal, Path directory)
      throws IOException, InterruptedException {
    List<Finding> findings = new ArrayList<>();
    Observer collector =
        new Observer() {
          @Override
          public void events(Trace trace, int from, int to) {}

          @Override
          public void finding(Finding finding) {
            findings.add(finding);
          }

          @Override
          public void end(Trace trace, End end) {}
        };
    Plan plan = Plan.replaying(minimal.schedule()).with(settings);
    ControlledRun run = ControlledRun.start(program, plan, Limits.DEFAULT, collector);
    End end = run.end().join();
    Files.createDirectories(directory);
    String name = Integer.toHexString(minimal.schedule().hashCode());
    Path file = directory.resolve("failure-" + name + ".json");
    return Files.writeString(
        file, Compact.of(describe(run, end, findings.size(), settings), run.trace(), findings));
  }

  private static String describe(ControlledRun run, End end, int findings, Settings settings) {
    StringBuilder text = new StringBuilder();
    Json json = new Json(text);
    json.begin()
        .field("id", "")
        .field("scenario", "")
        .field("variant", "")
        .field("mode", "controlled")
        .field("strategy", "replay")
        .field("memory", settings.memory().word())
        .field("schedule", run.schedule().toString())
        .name("seed")
        .raw("null")
        .name("parameters")
        .raw("{}")
        .field("status", end.status().word())
        .field("reason", end.reason())
        .name("outcome");
    Outcome outcome = end.outcome();
    if (outcome == null) {
      json.raw("null");
    } else {
      json.begin()
          .field("value", outcome.value())
          .field("goalMet", outcome.goalMet())
          .field("summary", outcome.summary())
          .end();
    }
    json.field("durationNanos", end.durationNanos())
        .field("events", run.trace().size())
        .field("threads", run.trace().threads().last())
        .field("findings", findings)
        .end();
    return text.toString();
  }
}
