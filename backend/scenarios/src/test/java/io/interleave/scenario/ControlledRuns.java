package io.interleave.scenario;

import io.interleave.engine.event.Finding;
import io.interleave.engine.event.Trace;
import io.interleave.engine.explore.Bounds;
import io.interleave.engine.explore.Exploration;
import io.interleave.engine.explore.Method;
import io.interleave.engine.explore.Report;
import io.interleave.engine.run.ControlledRun;
import io.interleave.engine.run.End;
import io.interleave.engine.run.Observer;
import io.interleave.engine.run.Plan;
import io.interleave.engine.run.Program;
import io.interleave.engine.schedule.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs and explores variants of the catalogue, controlled. */
public final class ControlledRuns {

  // One failed attempt may follow another for ever; three a thread show what there is to see.
  private static final Settings SETTINGS = Settings.DEFAULT.withSteps(2_000).withRetries(3);

  private ControlledRuns() {}

  /** Every variant that is wrong, or right, of the scenarios that run controlled. */
  public static Stream<Runs.Case> variants(boolean correct) {
    return all().filter(each -> Boolean.valueOf(correct).equals(each.variant().correct()));
  }

  /** Every variant of the scenarios that run controlled. */
  public static Stream<Runs.Case> all() {
    return Runs.all().filter(each -> each.scenario().modes().contains("controlled"));
  }

  /** Explores the small instance. */
  public static Report explore(Runs.Case which, Method method, Duration time)
      throws InterruptedException {
    Map<String, ?> small = which.scenario().smallWith(Map.of());
    Program program = which.variant().program().apply(which.scenario().arguments(small));
    Settings settings = SETTINGS.withMemory(which.scenario().memory());
    return new Exploration(program, method, settings, 1)
        .explore(new Bounds(500_000, time), progress -> {});
  }

  /** Runs it with the default parameters, to its end. */
  public static Runs.Run run(Runs.Case which, Plan plan) {
    return run(which, plan, Map.of());
  }

  /** Runs it to its end. */
  public static Runs.Run run(Runs.Case which, Plan plan, Map<String, ?> given) {
    Program program = which.variant().program().apply(which.scenario().arguments(given));
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
    Plan modelled = plan.with(plan.settings().withMemory(which.scenario().memory()));
    ControlledRun run = ControlledRun.start(program, modelled, Runs.PROMISE, collector);
    End end = run.end().orTimeout(30, TimeUnit.SECONDS).join();
    return new Runs.Run(end, run.trace(), findings);
  }
}
