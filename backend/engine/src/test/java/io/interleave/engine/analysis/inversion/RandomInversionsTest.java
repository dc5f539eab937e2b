package io.interleave.engine.analysis.inversion;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.NestedPrograms;
import io.interleave.engine.RandomPrograms.Kind;
import io.interleave.engine.RandomTraces;
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

  private static final class Compared implements RandomTraces.Check {
    int traces;
    int reported;
    int inRunsThatEndedWell;
    int larger;

    @Override
    public void on(long seed, Trace trace, Ending ending) {
      traces++;
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
      assertThat(found).as("seed %d", seed).isEqualTo(expected);
      for (Finding finding : findings) {
        assertThat(oracle.isCycle(finding.events())).isTrue();
        for (int i = 0; i < finding.threads().size(); i++) {
          int event = finding.events().get(i).intValue();
          assertThat(trace.thread(event)).isEqualTo(finding.threads().get(i));
          assertThat(trace.object(event)).isEqualTo(finding.objects().get(i));
        }
        larger += finding.threads().size() > 2 ? 1 : 0;
      }
      reported += findings.size();
      inRunsThatEndedWell += ending == Ending.COMPLETED && !findings.isEmpty() ? 1 : 0;
    }

    @Override
    public String toString() {
      return "%d traces, %d inversions, %d of more than two threads, %d runs with some ended well"
          .formatted(traces, reported, larger, inRunsThatEndedWell);
    }
  }

  @Test
  void agreesOnLocksInsideLocks(TestReporter reporter) {
    Compared compared = new Compared();
    RandomTraces.each(seed -> NestedPrograms.locks(new Random(seed), 3), 2_000, compared);
    reporter.publishEntry(compared.toString());
    assertThat(compared.inRunsThatEndedWell).isGreaterThan(100);
    assertThat(compared.larger).isGreaterThan(50);
  }

  @Test
  void agreesOnGatesAndPhases(TestReporter reporter) {
    Compared compared = new Compared();
    RandomTraces.each(seed -> NestedPrograms.gated(new Random(seed), 3), 2_000, compared);
    reporter.publishEntry(compared.toString());
    assertThat(compared.inRunsThatEndedWell).isGreaterThan(50);
  }

  @Test
  void agreesOnSmallPrograms(TestReporter reporter) {
    Compared compared = new Compared();
    RandomTraces.each(Kind.LOCKS, 3_000, 3, 4, compared);
    RandomTraces.each(Kind.MIXED, 2_000, 4, 5, compared);
    reporter.publishEntry(compared.toString());
    assertThat(compared.inRunsThatEndedWell).isGreaterThan(100);
  }
}
