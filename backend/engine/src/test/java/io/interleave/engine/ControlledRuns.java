package io.interleave.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.Runs.Body;
import io.interleave.engine.Runs.Collector;
import io.interleave.engine.event.Event;
import io.interleave.engine.run.ControlledRun;
import io.interleave.engine.run.Plan;
import io.interleave.engine.run.Program;
import io.interleave.engine.schedule.Driver;
import io.interleave.engine.schedule.Schedule;
import java.util.concurrent.TimeUnit;

/** Runs small programs, controlled, to their end. */
public final class ControlledRuns {

  /** A controlled run that has ended, with its schedule. */
  public record Controlled(Runs.Ended run, Schedule schedule) {

    /** Everything that happened, a line each. */
    public String lines() {
      StringBuilder lines = new StringBuilder();
      for (Event event : run.events()) {
        lines
            .append(event.seq())
            .append(' ')
            .append(event.t())
            .append(' ')
            .append(run.trace().threads().get(event.thread()).name())
            .append(' ')
            .append(event.kind().word())
            .append(' ')
            .append(event.object())
            .append(' ')
            .append(event.value())
            .append(' ')
            .append(event.cause())
            .append('\n');
      }
      return lines.append(run.end()).toString();
    }
  }

  private ControlledRuns() {}

  public static Controlled run(Plan plan, Body body) {
    return run(plan, Runs.program(body), Driver.Kind.best());
  }

  public static Controlled run(Plan plan, Program program, Driver.Kind carrier) {
    Collector collector = new Collector();
    ControlledRun run = ControlledRun.start(program, plan, Runs.LIMITS, collector, carrier);
    var end = run.end().orTimeout(10, TimeUnit.MINUTES).join();
    assertThat(collector.events).as("events told").isEqualTo(run.trace().size());
    return new Controlled(new Runs.Ended(run.trace(), end, collector.findings), run.schedule());
  }
}
