package io.interleave.engine.explore;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.ControlledRuns;
import io.interleave.engine.RandomPrograms;
import io.interleave.engine.RandomPrograms.Kind;
import io.interleave.engine.RandomTraces;
import io.interleave.engine.Unhurried;
import io.interleave.engine.event.Outcome;
import io.interleave.engine.event.Text;
import io.interleave.engine.explore.Report.Minimal;
import io.interleave.engine.run.Execute;
import io.interleave.engine.run.Plan;
import io.interleave.engine.run.Program;
import io.interleave.engine.schedule.Driver;
import io.interleave.engine.schedule.Ending;
import io.interleave.engine.schedule.Execution;
import io.interleave.engine.schedule.Promises;
import io.interleave.engine.schedule.Schedule;
import io.interleave.engine.schedule.Settings;
import io.interleave.engine.schedule.Strategy;
import io.interleave.testing.Seeds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No failing schedule is simpler than the one that is called the simplest. */
class MinimizerTest {

  private static final Settings SETTINGS = Settings.DEFAULT.withSteps(200);
  private static final int MOST = 1_000;

  /** What a failing schedule costs. */
  private record Cost(int preemptions, int steps) {
    boolean isLess(@Nullable Cost other) {
      return other == null
          || preemptions < other.preemptions
          || (preemptions == other.preemptions && steps < other.steps);
    }
  }

  /** Counts the preemptions of what another strategy decides. */
  private static final class Counting implements Strategy {
    private final Strategy inner;
    int preemptions;

    Counting(Strategy inner) {
      this.inner = inner;
    }

    @Override
    public void begin(Execution execution) {
      inner.begin(execution);
    }

    @Override
    public int choose(Execution execution) {
      int chosen = inner.choose(execution);
      if (chosen != STOP && Preemptions.is(execution, chosen)) {
        preemptions++;
      }
      return chosen;
    }

    @Override
    public int alternative(Execution execution, int count) {
      return inner.alternative(execution, count);
    }

    @Override
    public void stepped(Execution execution) {
      inner.stepped(execution);
    }
  }

  /** All schedules of a program: the cost of the cheapest that fails, null if none does. */
  private static final class BruteForce {
    @Nullable Cost cheapest;
    @Nullable Minimal minimal;
    boolean complete;

    static BruteForce of(Program program) throws InterruptedException {
      BruteForce all = new BruteForce();
      Execute execute = new Execute(program);
      Driver driver = new Driver(own -> all.run(own, execute), Driver.Kind.best());
      driver.start();
      while (!driver.await()) {}
      return all;
    }

    private void run(Driver own, Execute program) {
      Search search = new Interleavings(true);
      Schedule known = null;
      for (int i = 0; i < MOST && !complete; i++) {
        Strategy strategy = search.next();
        if (strategy == null) {
          complete = true;
          break;
        }
        Counting counting = new Counting(strategy);
        Driver.Done done = execute(own, program, counting);
        var _ = search.ended(done);
        boolean ended = done.ending() == Ending.COMPLETED || done.ending() == Ending.STUCK;
        if (ended && Verdict.of(done, program).grade() == Grade.FORBIDDEN) {
          Cost cost = new Cost(counting.preemptions, done.execution().steps());
          cheapest = cost.isLess(cheapest) ? cost : cheapest;
          known = done.execution().schedule(); // the last one, which is seldom the best
        }
      }
      if (complete && known != null) {
        minimal =
            new Minimizer(program, strategy -> execute(own, program, strategy))
                .minimize(known, System.nanoTime() + Duration.ofHours(1).toNanos());
      }
    }

    private static Driver.Done execute(Driver own, Execute program, Strategy strategy) {
      return own.execute(program::main, SETTINGS, strategy, Promises.NONE, true);
    }
  }

  /** The same program, failing with any outcome but that of the schedule without preemption. */
  private static Program failing(Program program, String usual) {
    return () -> {
      Outcome outcome = program.run();
      return new Outcome(outcome.value(), outcome.value().equals(usual), "");
    };
  }

  private static String usual(Program program) {
    Set<String> first = Walk.of(program, new Sampling(1), SETTINGS, 1).allOutcomes();
    return first.iterator().next();
  }

  /** Seeds of programs that fail, and have so few schedules that all can be tried. */
  @ParameterizedTest
  @CsvSource({
    "VARIABLES, 94 101 133 137 139 141",
    "SEMAPHORES, 19 27 51 61 69 71",
    "EVENTS, 7 9 10 11 15 17",
    "QUEUES, 0 3 4 5 6 12",
    "CONDITIONS, 21 43 70 86 105 115"
  })
  void nothingIsSimpler(Kind kind, String seeds) {
    int[] small = Stream.of(seeds.split(" ")).mapToInt(Integer::parseInt).toArray();
    String name = "simplest schedules " + kind;
    Seeds.check(
        name,
        small.length,
        3,
        index -> {
          int seed = small[index];
          Program random = RandomPrograms.of(kind, seed);
          Program program = failing(random, usual(random));
          BruteForce all = BruteForce.of(program);
          assertThat(all.complete).as("all of %s %d tried", kind, seed).isTrue();
          assertThat(all.cheapest).as("%s %d fails", kind, seed).isNotNull();
          RandomTraces.keeping(name, seed, program, () -> check(all));
        });
  }

  private static void check(BruteForce all) {
    Minimal minimal = all.minimal;
    assertThat(minimal).isNotNull();
    assertThat(minimal.proved()).as("proved").isTrue();
    assertThat(new Cost(minimal.preemptions(), minimal.steps())).isEqualTo(all.cheapest);
    assertThat(minimal.schedule().length()).isEqualTo(minimal.steps());
  }

  @Test
  void theSwitchIsTold() throws InterruptedException {
    Report report =
        new Exploration(StandardPrograms.lostUpdate(2, 1), Method.AUTO, Settings.DEFAULT, 1)
            .explore(Unhurried.bounds(100_000), progress -> {});

    Minimal minimal = report.minimal();
    assertThat(minimal.value()).isEqualTo("1");
    assertThat(minimal.preemptions()).isEqualTo(1);
    assertThat(minimal.proved()).isTrue();
    assertThat(Text.english(minimal.words()))
        .anySatisfy(
            sentence ->
                assertThat(sentence)
                    .isEqualTo("After t1 reads 'counter', switch to t2, although t1 could go on."));
  }

  /** The schedule of each row, and the minimal one, have the outcome that they are said to have. */
  @Test
  void schedulesReplay() throws InterruptedException {
    Program program = StandardPrograms.lostUpdate(2, 2);
    Report report =
        new Exploration(program, Method.CLASSES, Settings.DEFAULT, 1)
            .explore(Unhurried.bounds(100_000), progress -> {});
    List<String> values = new ArrayList<>();
    List<Schedule> schedules = new ArrayList<>();
    report.outcomes().forEach(row -> values.add(row.value()));
    report.outcomes().forEach(row -> schedules.add(row.schedule()));
    values.add(report.minimal().value());
    schedules.add(report.minimal().schedule());

    assertThat(report.outcomes()).extracting(Report.Row::value).containsOnly("2", "3", "4");
    for (int i = 0; i < values.size(); i++) {
      Outcome outcome =
          ControlledRuns.run(Plan.replaying(schedules.get(i)), program, Driver.Kind.best())
              .run()
              .end()
              .outcome();
      assertThat(outcome.value()).isEqualTo(values.get(i));
    }
  }
}
