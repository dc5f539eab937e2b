package io.interleave.engine.analysis.inversion;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.NestedPrograms;
import io.interleave.engine.RandomPrograms.Kind;
import io.interleave.engine.RandomTraces;
import io.interleave.engine.Shown;
import io.interleave.engine.analysis.deadlock.Deadlocks;
import io.interleave.engine.event.Finding;
import io.interleave.engine.event.Trace;
import io.interleave.engine.schedule.Ending;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * Compared with the trial of all tuples of requests, over random traces. Fewer than could be: once,
 * 50,000 of them agreed.
 */
class RandomInversionsTest {

  private static final int SHARE = 5;

  private static final class Compared implements RandomTraces.Check {
    final Shown reported;
    final Shown inRunsThatEndedWell;
    final Shown larger;

    Compared(int total) {
      reported = new Shown(total, SHARE);
      inRunsThatEndedWell = new Shown(total, SHARE);
      larger = new Shown(total, SHARE);
    }

    @Override
    public void on(long seed, Trace trace, Ending ending) {
      Deadlocks deadlocks = new Deadlocks(trace);
      Inversions inversions = new Inversions(trace, deadlocks);
      Map<Set<Integer>, Integer> found = new HashMap<>();
      Map<Set<Integer>, Integer> deadlocked = new HashMap<>();
      List<Finding> findings = new ArrayList<>();
      for (int seq = 1; seq <= trace.size(); seq++) {
        for (Finding finding : deadlocks.read(seq)) {
          deadlocked.putIfAbsent(new HashSet<>(finding.objects()), seq);
        }
        for (Finding finding : inversions.read(seq)) {
          findings.add(finding);
          assertThat(found.put(Set.copyOf(finding.objects()), seq)).as("told once").isNull();
        }
      }
      InversionOracle oracle = new InversionOracle(trace);
      Map<Set<Integer>, Integer> expected = new HashMap<>(oracle.firsts());
      deadlocked.forEach(
          (locks, seq) -> {
            if (expected.getOrDefault(locks, 0) >= seq) {
              expected.remove(locks);
            }
          });
      assertThat(found).isEqualTo(expected);
      int large = 0;
      for (Finding finding : findings) {
        assertThat(oracle.isCycle(finding.events())).isTrue();
        for (int i = 0; i < finding.threads().size(); i++) {
          int event = finding.events().get(i).intValue();
          assertThat(trace.thread(event)).isEqualTo(finding.threads().get(i));
          assertThat(trace.object(event)).isEqualTo(finding.objects().get(i));
        }
        large += finding.threads().size() > 2 ? 1 : 0;
      }
      larger.add(seed, large);
      reported.add(seed, findings.size());
      inRunsThatEndedWell.add(seed, ending == Ending.COMPLETED && !findings.isEmpty() ? 1 : 0);
    }

    @Override
    public String toString() {
      return "%s inversions, %s of more than two threads, %s runs with some ended well"
          .formatted(reported, larger, inRunsThatEndedWell);
    }
  }

  @Test
  void agreesOnLocksInsideLocks(TestReporter reporter) {
    Compared compared = new Compared(2_000);
    RandomTraces.each(
        "inversions of nested locks",
        seed -> NestedPrograms.locks(new Random(seed), 3),
        2_000,
        SHARE,
        compared);
    reporter.publishEntry(compared.toString());
    compared.inRunsThatEndedWell.atLeast("in runs that ended well", 101);
    compared.larger.atLeast("larger", 51);
  }

  @Test
  void agreesOnGatesAndPhases(TestReporter reporter) {
    Compared compared = new Compared(2_000);
    RandomTraces.each(
        "inversions of gates",
        seed -> NestedPrograms.gated(new Random(seed), 3),
        2_000,
        SHARE,
        compared);
    reporter.publishEntry(compared.toString());
    compared.inRunsThatEndedWell.atLeast("in runs that ended well", 51);
  }

  @Test
  void agreesOnSmallPrograms(TestReporter reporter) {
    Compared compared = new Compared(3_000);
    RandomTraces.each("inversions", Kind.LOCKS, 3_000, SHARE, 3, 4, compared);
    RandomTraces.each("inversions", Kind.MIXED, 2_000, SHARE, 4, 5, compared);
    reporter.publishEntry(compared.toString());
    compared.inRunsThatEndedWell.atLeast("in runs that ended well", 101);
  }
}
