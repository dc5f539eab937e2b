package io.interleave.engine.explore;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.RandomPrograms;
import io.interleave.engine.RandomPrograms.Kind;
import io.interleave.engine.RandomTraces;
import io.interleave.engine.Shown;
import io.interleave.engine.run.Program;
import io.interleave.engine.schedule.Driver;
import io.interleave.engine.schedule.Ending;
import io.interleave.engine.schedule.RandomWalk;
import io.interleave.engine.schedule.Settings;
import io.interleave.engine.schedule.Strategy;
import io.interleave.testing.Seeds;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The clever searches find what the slow and obvious one finds, in thousands of random programs.
 *
 * <p>A program with more schedules than can be walked one by one is compared in another way: what
 * random walks come to must be among the classes.
 */
class OracleTest {

  private static final Settings SETTINGS = Settings.DEFAULT.withSteps(300);
  // How many schedules are walked one by one.
  private static final int WALKABLE = 2_500;
  // How many classes and states, where that is more.
  private static final int MOST = 10_000;
  private static final int RANDOM_WALKS = 50;
  private static final int SHARE = 10;

  /** Random walks, so many. */
  private static final class RandomWalks implements Search {
    private final int most;
    private int count;

    RandomWalks(int most) {
      this.most = most;
    }

    @Override
    public Strategy next() {
      return count == most ? null : new RandomWalk(++count);
    }

    @Override
    public Count ended(Driver.Done done) {
      return Count.NEW;
    }
  }

  /** How many programs were compared, and with what. */
  private static final class Compared {
    final Shown withAllSchedules;
    final Shown withAny;
    long schedules;
    long classes;
    long redundant;

    Compared(int programs, int share) {
      withAllSchedules = new Shown(programs, share);
      withAny = new Shown(programs, share);
    }

    @Override
    public String toString() {
      return "%s, %s of them with all of %d schedules; %d classes, %d redundant"
          .formatted(withAny, withAllSchedules, schedules, classes, redundant);
    }
  }

  /**
   * @param programs how many
   * @param walkable at least how many of them have so few schedules that all are walked
   */
  @ParameterizedTest
  @CsvSource({
    "VARIABLES, 500, 450",
    "LOCKS, 300, 150",
    "TRY_LOCKS, 200, 150",
    "READ_WRITE, 250, 120",
    "CONDITIONS, 200, 180",
    "SEMAPHORES, 500, 450",
    "EVENTS, 600, 550",
    "LATCHES, 600, 550",
    "BARRIERS, 500, 450",
    "QUEUES, 600, 550",
    "THREADS, 250, 120",
    "POOLS, 60, 0",
    "MIXED, 600, 400"
  })
  void allAgree(Kind kind, int programs, int walkable, TestReporter reporter) {
    check(kind, programs, walkable, SETTINGS, reporter);
  }

  @ParameterizedTest
  @CsvSource({"CONDITIONS, 60, 45"})
  void allAgreeWhereWaitsEndForNoReason(
      Kind kind, int programs, int walkable, TestReporter reporter) {
    check(kind, programs, walkable, SETTINGS.withSpuriousWakeups(1), reporter);
  }

  private static void check(
      Kind kind, int programs, int walkable, Settings settings, TestReporter reporter) {
    String name =
        "searches " + kind + (settings.equals(SETTINGS) ? "" : " with wake-ups for no reason");
    Compared compared = new Compared(programs, SHARE);
    Seeds.check(
        name,
        programs,
        SHARE,
        seed -> {
          Program program = RandomPrograms.of(kind, seed);
          compared.withAllSchedules.add(seed, 0);
          compared.withAny.add(seed, 0);
          RandomTraces.keeping(name, seed, program, () -> compare(kind, seed, settings, compared));
        });
    reporter.publishEntry(kind.name(), compared.toString());
    compared.withAllSchedules.atLeast("walked", walkable);
    compared.withAny.atLeast("compared at all", programs * 8 / 10);
  }

  private static void compare(Kind kind, int seed, Settings settings, Compared compared) {
    String name = kind + " " + seed;
    Program program = RandomPrograms.of(kind, seed);
    Walk classes = Walk.of(program, new Dpor(), settings, MOST);
    assertThat(classes.twice).as("%s: classes visited twice", name).isEmpty();
    if (classes.cutOff) {
      return;
    }
    compared.classes += classes.outcomes.size();
    compared.redundant += classes.redundant;
    Walk states = Walk.of(program, new StateGraph(false), settings, MOST);
    if (!states.cutOff) {
      assertThat(states.allOutcomes()).as("%s: by states", name).isEqualTo(classes.allOutcomes());
    }
    if (states.cutOff || states.search.interleavings() > WALKABLE) {
      compared.withAny.add(seed, 1);
      Walk random = Walk.of(program, new RandomWalks(RANDOM_WALKS), settings, Integer.MAX_VALUE);
      assertThat(random.allOutcomes()).as("%s: outcomes", name).isSubsetOf(classes.allOutcomes());
      // Which workers a shutdown interrupts depends on more than the steps' footprints say.
      if (kind != Kind.POOLS) {
        assertThat(classes.outcomes.keySet().containsAll(random.outcomes.keySet()))
            .as("%s: the classes of random walks are among them", name)
            .isTrue();
      }
      return;
    }
    compared.withAny.add(seed, 1);
    compared.withAllSchedules.add(seed, 1);
    Walk all = Walk.of(program, new Interleavings(false), settings, Integer.MAX_VALUE);
    compared.schedules += all.executions;
    assertThat(states.search.interleavings())
        .as("%s: schedules counted by states", name)
        .isEqualTo(all.executions);
    assertThat(classes.outcomes.keySet().equals(all.outcomes.keySet()))
        .as("%s: %d classes, of %d", name, classes.outcomes.size(), all.outcomes.size())
        .isTrue();
    assertThat(all.outcomes)
        .as("%s: one outcome a class", name)
        .allSatisfy((canonical, outcomes) -> assertThat(outcomes).hasSize(1));
  }

  // --- weaker searches, which these comparisons must tell from the right one ---

  /** Without the check of what threads were waiting to do when an execution ended. */
  private record Forgetful(Dpor inner) implements Search {
    @Override
    public Strategy next() {
      return inner.next();
    }

    @Override
    public Count ended(Driver.Done done) {
      return done.ending() == Ending.STOPPED ? Count.REDUNDANT : Count.NEW;
    }
  }

  @Test
  void withoutTheCheckOfWhatIsLeftSomethingIsMissed() {
    Shown missed = new Shown(100, 4);
    Seeds.check(
        "weak search",
        100,
        4,
        seed -> {
          Program program = RandomPrograms.of(Kind.LOCKS, seed);
          Set<Walk.Canonical> right =
              Walk.of(program, new Dpor(), SETTINGS, MOST).outcomes.keySet();
          Set<Walk.Canonical> weak =
              Walk.of(program, new Forgetful(new Dpor()), SETTINGS, MOST).outcomes.keySet();
          assertThat(right).containsAll(weak);
          missed.add(seed, right.equals(weak) ? 0 : 1);
        });
    missed.atLeast("programs of which it misses classes", 80);
  }
}
