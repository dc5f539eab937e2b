package io.interleave.engine.analysis.deadlock;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.NestedPrograms;
import io.interleave.engine.RandomPrograms;
import io.interleave.engine.RandomTraces;
import io.interleave.engine.analysis.Close;
import io.interleave.engine.event.Finding;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.Trace;
import io.interleave.engine.schedule.Ending;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Compared after every event with the definition, and at the end with the scheduler, which knows
 * who can go on: for each random trace. Fewer than could be: once, 42,000 of them agreed.
 */
class RandomDeadlocksTest {

  /** What was compared. */
  private static final class Compared implements RandomTraces.Check {
    int stuck;
    int found;
    int partly;
    int onlyAtTheEnd;
    int starved;

    @Override
    public void on(long seed, Trace trace, Ending ending) {
      Deadlocks deadlocks = new Deadlocks(trace);
      List<Finding> findings = new ArrayList<>();
      DeadOracle oracle = new DeadOracle(trace, 0);
      boolean early = false;
      boolean ever = false;
      for (int seq = 1; seq <= trace.size(); seq++) {
        List<Finding> fresh = deadlocks.read(seq);
        findings.addAll(fresh);
        oracle = new DeadOracle(trace, seq);
        Set<Integer> dead = oracle.dead();
        int at = seq;
        assertThat(deadlocks.dead()).as(() -> where(seed, trace, at)).isEqualTo(dead);
        ever |= !dead.isEmpty();
        assertThat(deadlocks.found()).as(() -> where(seed, trace, at)).isEqualTo(ever);
        for (Finding finding : fresh) {
          assertThat(dead).as(() -> where(seed, trace, at)).containsAll(finding.threads());
          assertThat(finding.threads()).doesNotHaveDuplicates();
          assertThat(finding.events())
              .extracting(event -> trace.thread(event.intValue()))
              .isEqualTo(finding.threads());
        }
        early |= !dead.isEmpty() && dead.size() < oracle.alive().size();
      }
      starved += findings.stream().anyMatch(f -> f.type().equals("pool-starvation")) ? 1 : 0;
      partly += early ? 1 : 0;
      found += findings.isEmpty() ? 0 : 1;
      if (ending == Ending.COMPLETED) {
        assertThat(findings).as(() -> where(seed, trace, trace.size())).isEmpty();
      } else if (ending == Ending.STUCK) {
        stuck++;
        if (deadlocks.dead().equals(oracle.alive())) {
          assertThat(findings).as(() -> where(seed, trace, trace.size())).isNotEmpty();
          assertThat(deadlocks.close(Close.STOOD)).isEmpty();
        } else {
          // Of an interrupt that somebody asked for away, of a condition's waiter that has given
          // up, of a barrier that was broken, the trace does not say enough.
          assertThat(oracle.isGuessed() || givesUp(trace))
              .as(() -> where(seed, trace, trace.size()))
              .isTrue();
          onlyAtTheEnd++;
          findings.addAll(deadlocks.close(Close.STOOD));
          assertThat(findings).isNotEmpty();
        }
      }
    }

    private static boolean givesUp(Trace trace) {
      for (int seq = 1; seq <= trace.size(); seq++) {
        if (trace.kind(seq) == Kind.CONDITION_WAIT && trace.timed(seq)) {
          return true;
        }
      }
      return false;
    }

    @Override
    public String toString() {
      return "%d stuck, %d found, %d among some alone, %d at the end alone, %d pools starved"
          .formatted(stuck, found, partly, onlyAtTheEnd, starved);
    }
  }

  private static String where(long seed, Trace trace, int to) {
    StringBuilder lines = new StringBuilder("seed " + seed + " at " + to + "\n");
    for (int seq = 1; seq <= trace.size(); seq++) {
      lines.append(trace.get(seq)).append(trace.timed(seq) ? " timed\n" : "\n");
    }
    return lines.toString();
  }

  @ParameterizedTest
  @CsvSource({
    "MIXED, 1000, 150",
    "LOCKS, 1000, 150",
    "TRY_LOCKS, 1000, 10",
    "READ_WRITE, 500, 0",
    "CONDITIONS, 1000, 150",
    "SEMAPHORES, 1000, 150",
    "EVENTS, 1000, 150",
    "LATCHES, 1000, 150",
    "BARRIERS, 1000, 150",
    "QUEUES, 1000, 150",
    "THREADS, 1000, 150",
    "POOLS, 300, 0"
  })
  void agrees(RandomPrograms.Kind kind, int seeds, int atLeast, TestReporter reporter) {
    Compared compared = new Compared();
    RandomTraces.each(kind, seeds, 4, 5, compared);
    reporter.publishEntry(kind.name(), compared.toString());
    assertThat(compared.stuck).as("stuck").isGreaterThanOrEqualTo(atLeast);
    assertThat(compared.onlyAtTheEnd).isLessThanOrEqualTo(compared.stuck / 10);
  }

  @Test
  void agreesOnLocksInsideLocks(TestReporter reporter) {
    Compared compared = new Compared();
    RandomTraces.each(seed -> NestedPrograms.locks(new Random(seed), 3), 1_000, compared);
    reporter.publishEntry(compared.toString());
    assertThat(compared.partly).isGreaterThan(75);
    assertThat(compared.onlyAtTheEnd).isZero();
  }

  @Test
  void agreesOnGatesAndPhases(TestReporter reporter) {
    Compared compared = new Compared();
    RandomTraces.each(seed -> NestedPrograms.gated(new Random(seed), 3), 1_000, compared);
    reporter.publishEntry(compared.toString());
    assertThat(compared.partly).isGreaterThan(75);
    assertThat(compared.onlyAtTheEnd).isZero();
  }

  @Test
  void agreesOnTasks(TestReporter reporter) {
    Compared compared = new Compared();
    RandomTraces.each(seed -> NestedPrograms.tasks(new Random(seed)), 1_500, compared);
    reporter.publishEntry(compared.toString());
    assertThat(compared.stuck).isGreaterThan(100);
    assertThat(compared.starved).isGreaterThan(30);
    // A pool interrupts its idle workers, and takes the interrupt away before their next task.
    assertThat(compared.onlyAtTheEnd).isLessThan(compared.stuck / 20);
  }
}
