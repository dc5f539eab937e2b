package io.interleave.engine.analysis.predict;

import io.interleave.engine.analysis.Analysis;
import io.interleave.engine.analysis.Close;
import io.interleave.engine.analysis.order.Edges;
import io.interleave.engine.analysis.order.HappensBefore;
import io.interleave.engine.event.Finding;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.Trace;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds data races that another schedule would have shown: sync-preserving races (Mathur,
 * Pavlogiannis and Viswanathan: Optimal Prediction of Synchronization-Preserving Races, POPL 2021).
 *
 * <p>Two accesses that happened one after the other, because of who took a lock first, race if some
 * of the trace's events can be a run after which both are the next step of their threads. In that
 * run every thread does what it did here, each read reads from the same write, and of the sections
 * of a lock those that remain keep their order; but some that were between the two accesses are
 * left out. All synchronization other than by locks stays as it was. So each prediction is a run
 * that can be, which is checked again before it is reported; and it is the lines, the events and
 * one such run (the witness) that are reported, once for the same variable, lines and kinds of
 * access.
 *
 * <p>The work is done at the end, and bounded: the first {@value #MOST_EVENTS} events, up to the
 * first read of a modelled memory that does not see the last write; {@value #MOST_STEPS} steps of
 * closing sets of events, which all variables share; {@value #MOST_CHECKED} events of checking
 * witnesses; {@value #MOST} reports. What lies beyond is not predicted. Nor are races in which
 * critical sections change places, or in which a program takes a branch that it did not take here;
 * and where a program asks without an event (whether a lock is held, how long a queue is), the
 * answer is taken to be the same.
 */
public final class PredictedRaces extends Analysis {

  private static final int MOST_EVENTS = 1_000_000;
  private static final int MOST_STEPS = 5_000_000;
  private static final int MOST_CHECKED = 4_000_000;
  private static final int MOST = 50;

  /** Whether two accesses like these were seen to race. */
  @FunctionalInterface
  public interface Seen {
    boolean race(int one, int other);
  }

  /** What makes a race another one, whichever access is first. */
  private record Distinct(int variable, Kind kind, int site, Kind otherKind, int otherSite) {}

  private record Candidate(int earlier, int later, List<Finding.Prefix> witness) {}

  private final Seen seen;
  private final Set<Distinct> done = new HashSet<>();
  private int steps;

  /**
   * @param seen the races that were observed, which are not predicted
   */
  public PredictedRaces(Trace trace, Seen seen) {
    super(trace);
    this.seen = seen;
  }

  @Override
  protected void event(int seq) {}

  @Override
  protected void end(Close how) {
    int events = sequential(Math.min(trace.size(), MOST_EVENTS));
    Needs needs = new Needs(trace, events);
    List<Candidate> candidates = new ArrayList<>();
    for (List<Group> groups : Group.byVariable(trace, needs, events)) {
      find(needs, groups, candidates);
    }
    report(candidates);
  }

  /** Adds what is found among the accesses to one variable. */
  private void find(Needs needs, List<Group> groups, List<Candidate> candidates) {
    for (Group one : groups) {
      for (Group other : groups) {
        if (steps >= MOST_STEPS) {
          return;
        }
        steps++;
        if (one.mayRaceWith(other)) {
          find(needs, one, other, candidates);
        }
      }
    }
  }

  /** How many of the first events are before the first read that does not see the last write. */
  private int sequential(int events) {
    int[] written = new int[trace.objects().last() + 1];
    for (int seq = 1; seq <= events; seq++) {
      Kind kind = trace.kind(seq);
      int object = trace.object(seq);
      if (kind == Kind.VAR_READ && trace.cause(seq) != written[object]) {
        return seq - 1;
      } else if (kind == Kind.VAR_WRITE || kind == Kind.VAR_UPDATE) {
        written[object] = seq;
      }
    }
    return events;
  }

  private Distinct distinct(int one, int other) {
    return new Distinct(
        trace.object(one), trace.kind(one), trace.site(one), trace.kind(other), trace.site(other));
  }

  /**
   * Adds the first race of an access here with a later one there, if there is one that is new. Sets
   * for later pairs contain those for earlier ones, so that one set grows through all of them.
   */
  private void find(Needs needs, Group here, Group there, List<Candidate> candidates) {
    Distinct distinct = distinct(here.get(0), there.get(0));
    if (done.contains(distinct) || seen.race(here.get(0), there.get(0))) {
      return;
    }
    Ideal ideal = new Ideal(trace, needs);
    int next = 0;
    for (int i = 0; i < there.size() && steps + ideal.steps() < MOST_STEPS; i++) {
      int later = there.get(i);
      while (next < here.size() && here.get(next) < later) {
        int earlier = here.get(next);
        steps++;
        ideal.reach(earlier);
        ideal.reach(later);
        if (ideal.contains(earlier)) {
          next++;
        } else {
          done.add(distinct);
          done.add(distinct(later, earlier));
          candidates.add(new Candidate(earlier, later, ideal.prefixes()));
          steps += ideal.steps();
          return;
        }
      }
    }
    steps += ideal.steps() + trace.objects().last();
  }

  /**
   * Reports those that are ordered in this run, with a witness that can be. Those that are not
   * ordered have happened, hidden from the detection of races by others on the same variable.
   */
  private void report(Collection<Candidate> candidates) {
    List<Candidate> inOrder =
        candidates.stream().sorted(Comparator.comparingInt(Candidate::later)).toList();
    HappensBefore order = new HappensBefore(trace, Edges.ALL);
    PredictionMessage message = new PredictionMessage(trace);
    int read = 0;
    int reported = 0;
    long checked = 0;
    for (Candidate candidate : inOrder) {
      while (read < candidate.later) {
        order.event(++read);
      }
      int earlier = trace.thread(candidate.earlier);
      int later = trace.thread(candidate.later);
      boolean ordered = candidate.earlier <= order.clock(later).get(earlier);
      if (!ordered || reported == MOST || checked + candidate.later > MOST_CHECKED) {
        continue;
      }
      checked += candidate.later;
      if (WitnessCheck.shows(trace, candidate.witness, candidate.earlier, candidate.later)) {
        reported++;
        report(
            new Finding(
                "data-race",
                Finding.Certainty.POSSIBLE,
                List.of(earlier, later),
                List.of(trace.object(candidate.later)),
                List.of((long) candidate.earlier, (long) candidate.later),
                candidate.witness,
                message.of(candidate.earlier, candidate.later)));
      }
    }
  }
}
