package io.interleave.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.analysis.Timing;
import io.interleave.engine.event.Event;
import io.interleave.engine.event.Finding;
import io.interleave.engine.event.Outcome;
import io.interleave.engine.event.Trace;
import io.interleave.engine.record.RecordingThread;
import io.interleave.engine.run.End;
import io.interleave.engine.run.Limits;
import io.interleave.engine.run.LiveRun;
import io.interleave.engine.run.Observer;
import io.interleave.engine.run.Plan;
import io.interleave.engine.run.Program;
import io.interleave.engine.run.Status;
import io.interleave.engine.schedule.Strategies;
import io.interleave.scenario.story.Facts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Runs variants of the catalogue to their end. */
public final class Runs {

  public static final Catalogue CATALOGUE = Catalogue.load();

  /** What a scenario promises: never more than this, whatever its parameters. */
  public static final Limits PROMISE = new Limits(200_000, 64, Duration.ofSeconds(20));

  private Runs() {}

  /** A variant together with its scenario, named for a test report. */
  public record Case(Scenario scenario, Variant variant) {
    @Override
    public String toString() {
      return scenario.id() + "/" + variant.id();
    }

    public CompletableFuture<Run> start(Map<String, ?> given) {
      Arguments arguments = scenario.arguments(given);
      return Runs.start(variant.program().apply(arguments));
    }

    /** A live run; of what does not run live, one under a random schedule. */
    public Run run(Map<String, ?> given) {
      if (!scenario.live()) {
        return ControlledRuns.run(this, Plan.by(Strategies.RANDOM, 1), given);
      }
      Run run = start(given).join();
      assertThat(recordingThreads()).as("threads left by %s", this).isEmpty();
      return run;
    }

    /** A run with the default parameters. */
    public Run run() {
      return run(Map.of());
    }

    /**
     * The first of three runs that shows something, or the last. What a wrong variant shows nine
     * times in ten is missed by three in a row once in a thousand.
     */
    public Run runUntil(Predicate<Run> shown) {
      Run run = run();
      for (int i = 1; i < 3 && !shown.test(run); i++) {
        run = run();
      }
      return run;
    }
  }

  /** A run that has ended. */
  public record Run(End end, Trace trace, List<Finding> findings) {

    public List<Event> events() {
      return IntStream.rangeClosed(1, trace.size()).mapToObj(trace::get).toList();
    }

    public Facts facts(Timing timing) {
      long last = trace.size() == 0 ? 0 : events().stream().mapToLong(Event::t).max().getAsLong();
      return new Facts(trace, findings, timing, last);
    }

    public Outcome outcome() {
      return Objects.requireNonNull(end.outcome(), () -> "no outcome, but " + end);
    }

    public boolean goalMet() {
      Outcome outcome = end.outcome();
      return end.status() == Status.COMPLETED && outcome != null && outcome.goalMet();
    }
  }

  /** Every variant there is. */
  public static Stream<Case> all() {
    return CATALOGUE.scenarios().stream()
        .flatMap(
            scenario -> scenario.variants().stream().map(variant -> new Case(scenario, variant)));
  }

  /** The wrong variants of a scenario. */
  public static Stream<Case> wrong(String scenario) {
    return verdict(scenario, false);
  }

  /** The right variants of a scenario. */
  public static Stream<Case> right(String scenario) {
    return verdict(scenario, true);
  }

  private static Stream<Case> verdict(String scenario, boolean correct) {
    return all()
        .filter(each -> each.scenario().id().equals(scenario))
        .filter(each -> Boolean.valueOf(correct).equals(each.variant().correct()));
  }

  public static Case variant(String scenario, String variant) {
    Scenario found = CATALOGUE.find(scenario).orElseThrow();
    return new Case(found, found.variant(variant));
  }

  /** The threads of runs that are alive now, virtual ones aside. */
  public static List<Thread> recordingThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(RecordingThread.class::isInstance)
        .toList();
  }

  private static CompletableFuture<Run> start(Program program) {
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
    LiveRun run = LiveRun.start(program, PROMISE, collector);
    return run.end().thenApply(end -> new Run(end, run.trace(), findings));
  }
}
