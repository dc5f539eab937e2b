package io.interleave.engine.analysis.deadlock;

import static org.assertj.core.api.Assertions.assertThat;

import io.interleave.engine.NestedPrograms;
import io.interleave.engine.RandomPrograms;
import io.interleave.engine.RandomTraces;
import io.interleave.engine.Shown;
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

  private static final int SHARE = 5;

  /** What was compared. */
  private static final class Compared implements RandomTraces.Check {
    final Shown stuck;
    final Shown found;
    final Shown partly;
    final Shown onlyAtTheEnd;
    final Shown starved;

    Compared(int total) {
      stuck = new Shown(total, SHARE);
      found = new Shown(total, SHARE);
      partly = new Shown(total, SHARE);
      onlyAtTheEnd = new Shown(total, SHARE);
      starved = new Shown(total, SHARE);
    }

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
        assertThat(deadlocks.dead()).as("at %d", at).isEqualTo(dead);
        ever |= !dead.isEmpty();
        assertThat(deadlocks.found()).as("at %d", at).isEqualTo(ever);
        for (Finding finding : fresh) {
          assertThat(dead).as("at %d", at).containsAll(finding.threads());
          assertThat(finding.threads()).doesNotHaveDuplicates();
          assertThat(finding.events())
              .extracting(event -> trace.thread(event.intValue()))
              .isEqualTo(finding.threads());
        }
        early |= !dead.isEmpty() && dead.size() < oracle.alive().size();
      }
      starved.add(
          seed, findings.stream().anyMatch(f -> f.type().equals("pool-starvation")) ? 1 : 0);
      partly.add(seed, early ? 1 : 0);
      found.add(seed, findings.isEmpty() ? 0 : 1);
      stuck.add(seed, ending == Ending.STUCK ? 1 : 0);
      onlyAtTheEnd.add(seed, 0);
      if (ending == Ending.COMPLETED) {
        assertThat(findings).isEmpty();
      } else if (ending == Ending.STUCK) {
        if (deadlocks.dead().equals(oracle.alive())) {
          assertThat(findings).isNotEmpty();
          assertThat(deadlocks.close(Close.STOOD)).isEmpty();
        } else {
          // Of an interrupt that somebody asked for away, of a condition's waiter that has given
          // up, of a barrier that was broken, the trace does not say enough.
          assertThat(oracle.isGuessed() || givesUp(trace)).isTrue();
          onlyAtTheEnd.add(seed, 1);
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
      return "%s stuck, %s found, %s among some alone, %s at the end alone, %s pools starved"
          .formatted(stuck, found, partly, onlyAtTheEnd, starved);
    }
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
    Compared compared = new Compared(seeds);
    RandomTraces.each("deadlocks", kind, seeds, SHARE, 4, 5, compared);
    reporter.publishEntry(kind.name(), compared.toString());
    compared.stuck.atLeast("stuck", atLeast);
    compared.onlyAtTheEnd.atMostOneIn(10, compared.stuck, "found at the end alone");
  }

  @Test
  void agreesOnLocksInsideLocks(TestReporter reporter) {
    Compared compared = new Compared(1_000);
    RandomTraces.each(
        "deadlocks of nested locks",
        seed -> NestedPrograms.locks(new Random(seed), 3),
        1_000,
        SHARE,
        compared);
    reporter.publishEntry(compared.toString());
    compared.partly.atLeast("among some alone", 76);
    assertThat(compared.onlyAtTheEnd.sum()).isZero();
  }

  @Test
  void agreesOnGatesAndPhases(TestReporter reporter) {
    Compared compared = new Compared(1_000);
    RandomTraces.each(
        "deadlocks of gates",
        seed -> NestedPrograms.gated(new Random(seed), 3),
        1_000,
        SHARE,
        compared);
    reporter.publishEntry(compared.toString());
    compared.partly.atLeast("among some alone", 76);
    assertThat(compared.onlyAtTheEnd.sum()).isZero();
  }

  @Test
  void agreesOnTasks(TestReporter reporter) {
    Compared compared = new Compared(1_500);
    RandomTraces.each(
        "deadlocks of tasks",
        seed -> NestedPrograms.tasks(new Random(seed)),
        1_500,
        SHARE,
        compared);
    reporter.publishEntry(compared.toString());
    compared.stuck.atLeast("stuck", 101);
    compared.starved.atLeast("pools starved", 31);
    // A pool interrupts its idle workers, and takes the interrupt away before their next task.
    compared.onlyAtTheEnd.atMostOneIn(20, compared.stuck, "found at the end alone");
  }
}
