package io.interleave.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.analysis.Timing;
import io.interleave.engine.event.Event;
import io.interleave.engine.event.Finding;
import io.interleave.engine.event.Outcome;
import io.interleave.engine.event.Trace;
import io.interleave.engine.run.End;
import io.interleave.engine.run.Limits;
import io.interleave.engine.run.Program;
import io.interleave.engine.run.Status;
import io.interleave.engine.schedule.Strategies;
import io.interleave.engine.wire.Json;
import io.interleave.engine.wire.Ndjson;
import io.interleave.scenario.story.Facts;
import io.interleave.testing.OnFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The variants of the catalogue, and runs of them that all tests share. */
public final class Runs {

  public static final Catalogue CATALOGUE = Catalogue.load();

  /** What a scenario promises: never more than this, whatever its parameters. */
  public static final Limits PROMISE = new Limits(200_000, 64, inTime(20));

  /** How many runs are looked through for what timing decides. */
  static final int SEVERAL = 6;

  // Right by a margin of time: their goals say who is first, or how soon, and a machine that stops
  // a thread for long enough turns that around.
  private static final Set<String> RACED =
      Set.of(
          "fairness/fair",
          "livelock/jitter",
          "lock-convoy/short",
          "starvation/fair",
          "stop-request/both");

  private Runs() {}

  /** So many seconds at night; tenfold in any other build, where others may use the machine. */
  public static Duration inTime(int seconds) {
    return Duration.ofSeconds(Boolean.getBoolean("nightly") ? seconds : 10L * seconds);
  }

  /** A variant together with its scenario, named for a test report. */
  public record Case(Scenario scenario, Variant variant) {
    @Override
    public String toString() {
      return scenario.id() + "/" + variant.id();
    }

    /** Whether no machine, however busy, makes a run miss what its variant declares. */
    boolean isCertain() {
      return !RACED.contains(toString());
    }

    boolean isDefault(Map<String, ?> given) {
      return scenario.arguments(given).asMap().equals(scenario.arguments(Map.of()).asMap());
    }

    /** A run ends, and is left standing by a wrong variant alone. */
    void checkTheEndOf(Run run) {
      if (Boolean.FALSE.equals(variant.correct())) {
        assertThat(run.end().status()).isIn(Status.COMPLETED, Status.DEADLOCKED);
      } else {
        assertThat(run.end().status())
            .as("%s: %s", run.name(), run.end())
            .isEqualTo(Status.COMPLETED);
      }
    }

    Program program(Map<String, ?> given) {
      return variant.program().apply(scenario.arguments(given));
    }

    /** The run with the default parameters. */
    public Run run() {
      return run(Map.of());
    }

    /**
     * The run with these parameters, the same for all tests: a live one; of what does not run live,
     * one under a random schedule.
     */
    public Run run(Map<String, ?> given) {
      if (!scenario.live()) {
        return ControlledRuns.run(this, Strategies.RANDOM, 1, given);
      }
      return start(given).join().lookedAt();
    }

    /** The same; of what runs live it may still be under way. */
    CompletableFuture<Run> start(Map<String, ?> given) {
      return scenario.live()
          ? LiveRuns.start(this, given, 1)
          : CompletableFuture.completedFuture(run(given));
    }

    /**
     * One of six live runs that shows something, for what timing decides.
     *
     * @see #showing(Map, Predicate)
     */
    public Run showing(Predicate<Run> phenomenon) {
      return showing(Map.of(), phenomenon);
    }

    /**
     * One of six live runs that shows something, for what timing decides. What nine in ten show, as
     * a scenario promises, all six miss once in a million; measured were at least 99 in a hundred
     * on a quiet machine, and eleven in twelve on one with ten times as much to do as it can.
     */
    public Run showing(Map<String, ?> given, Predicate<Run> phenomenon) {
      List<CompletableFuture<Run>> started =
          IntStream.rangeClosed(1, SEVERAL)
              .mapToObj(number -> LiveRuns.start(this, given, number))
              .toList();
      List<Run> runs = started.stream().map(CompletableFuture::join).map(Run::lookedAt).toList();
      return runs.stream()
          .filter(phenomenon)
          .findFirst()
          .map(Run::lookedAt)
          .orElseThrow(() -> new AssertionError("none of %d runs shows it".formatted(SEVERAL)));
    }
  }

  /**
   * A run that has ended.
   *
   * @param name its variant, mode and parameters, for a report
   */
  public record Run(String name, End end, Trace trace, List<Finding> findings) {

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

    public boolean deadlocked() {
      return end.status() == Status.DEADLOCKED;
    }

    /** The types of what was found. */
    public Set<String> types() {
      return findings.stream().map(Finding::type).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The same; it is kept if the test that looks at it fails. */
    Run lookedAt() {
      OnFailure.keep(name + ".ndjson", this::ndjson);
      return this;
    }

    String ndjson() {
      StringBuilder run = new StringBuilder();
      new Json(run).begin().field("name", name).field("status", end.status().toString()).end();
      StringBuilder ndjson = new StringBuilder();
      try {
        Ndjson.write(run.toString(), trace, findings, ndjson);
      } catch (IOException e) {
        throw new UncheckedIOException(e); // a StringBuilder has none
      }
      return ndjson.toString();
    }
  }

  /** Every variant there is. */
  public static Stream<Case> all() {
    return CATALOGUE.scenarios().stream()
        .flatMap(
            scenario -> scenario.variants().stream().map(variant -> new Case(scenario, variant)));
  }

  /** Every variant that runs live, with its runs under way. */
  public static Stream<Case> live() {
    List<Case> live = all().filter(each -> each.scenario().live()).toList();
    live.forEach(each -> each.start(Map.of()));
    return live.stream();
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
}
