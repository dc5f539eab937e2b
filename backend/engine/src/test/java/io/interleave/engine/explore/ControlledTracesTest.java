package io.interleave.engine.explore;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.ControlledRuns;
import io.interleave.engine.ControlledRuns.Controlled;
import io.interleave.engine.RandomPrograms;
import io.interleave.engine.RandomPrograms.Kind;
import io.interleave.engine.RandomTraces;
import io.interleave.engine.TraceRules;
import io.interleave.engine.event.Event;
import io.interleave.engine.run.Plan;
import io.interleave.engine.run.Program;
import io.interleave.engine.schedule.Driver;
import io.interleave.engine.schedule.Execution;
import io.interleave.engine.schedule.Schedule;
import io.interleave.engine.schedule.Settings;
import io.interleave.engine.schedule.Strategies;
import io.interleave.testing.Seeds;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The traces of thousands of random programs keep every rule, and can be had again. */
class ControlledTracesTest {

  private static final int PROGRAMS = 100;

  private static Plan plan(Strategies strategy, long seed) {
    return Plan.by(strategy, seed)
        .with(Settings.DEFAULT.withSteps(300).withSpuriousWakeups(seed % 2 == 0 ? 1 : 0));
  }

  @ParameterizedTest
  @EnumSource
  void tracesKeepTheRules(Kind kind) {
    Seeds.check(
        "rules of traces " + kind,
        PROGRAMS,
        4,
        seed -> {
          Program program = RandomPrograms.of(kind, seed);
          for (Strategies strategy : new Strategies[] {Strategies.RANDOM, Strategies.PCT}) {
            Controlled run =
                ControlledRuns.run(plan(strategy, seed), program, Driver.Kind.CONTINUATIONS);
            RandomTraces.keeping(
                "rules of traces %s by %s".formatted(kind, strategy),
                seed,
                run.run().trace(),
                () -> {
                  TraceRules.check(run.run().trace());
                  checkSteps(run);
                });
          }
        });
  }

  /** The time of an event is its step; a step begins with an event of the thread that took it. */
  private static void checkSteps(Controlled run) {
    Schedule schedule = run.schedule();
    long last = 0;
    for (Event event : run.run().events()) {
      // That a thread must wait is recorded a nanosecond after the step that made it so.
      assertThat(event.t() % Execution.STEP_NANOS)
          .as("%s: time of a step", event)
          .isIn(0L, event.kind().beginsWait() ? 1L : 0L);
      long step = event.t() / Execution.STEP_NANOS;
      assertThat(step).as("%s: step", event).isBetween(1L, (long) schedule.length());
      if (step != last) {
        assertThat(event.thread())
            .as("%s: the first of its step", event)
            .isEqualTo(schedule.thread((int) step - 1));
      }
      last = step;
    }
  }

  @ParameterizedTest
  @EnumSource
  void sameSeedSameTraceOnEveryCarrier(Kind kind) {
    Seeds.check(
        "same trace on every carrier " + kind,
        PROGRAMS / 10,
        5,
        seed -> {
          for (Strategies strategy : Strategies.values()) {
            sameTraceOnEveryCarrier(kind, seed, strategy);
          }
        });
  }

  private static void sameTraceOnEveryCarrier(Kind kind, int seed, Strategies strategy) {
    Program program = RandomPrograms.of(kind, seed);
    Plan plan = plan(strategy, seed);
    Controlled one = ControlledRuns.run(plan, program, Driver.Kind.CONTINUATIONS);
    String name = "same trace %s by %s".formatted(kind, strategy);
    RandomTraces.keeping(
        name,
        seed,
        one.run().trace(),
        () -> {
          Controlled again = ControlledRuns.run(plan, program, Driver.Kind.CONTINUATIONS);
          Controlled other = ControlledRuns.run(plan, program, Driver.Kind.VIRTUAL_THREADS);
          Controlled replayed =
              ControlledRuns.run(
                  Plan.replaying(Schedule.parse(one.schedule().toString())).with(plan.settings()),
                  program,
                  Driver.Kind.CONTINUATIONS);
          assertThat(again.lines()).as(name).isEqualTo(one.lines());
          assertThat(other.lines()).as("%s on virtual threads", name).isEqualTo(one.lines());
          assertThat(other.schedule()).as(name).isEqualTo(one.schedule());
          assertThat(replayed.lines()).as("%s replayed", name).isEqualTo(one.lines());
          assertThat(replayed.schedule()).as(name).isEqualTo(one.schedule());
        });
  }
}
