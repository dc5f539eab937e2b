package io.interleave.engine.findings;

import io.interleave.engine.analysis.Analysis;
import io.interleave.engine.analysis.Close;
import io.interleave.engine.analysis.Timing;
import io.interleave.engine.analysis.convoy.Convoys;
import io.interleave.engine.analysis.deadlock.Deadlocks;
import io.interleave.engine.analysis.exceptions.LostExceptions;
import io.interleave.engine.analysis.exceptions.UncaughtExceptions;
import io.interleave.engine.analysis.inversion.Inversions;
import io.interleave.engine.analysis.join.StuckJoins;
import io.interleave.engine.analysis.leak.UnreleasedLocks;
import io.interleave.engine.analysis.livelock.Livelocks;
import io.interleave.engine.analysis.permits.OverReleases;
import io.interleave.engine.analysis.predict.PredictedRaces;
import io.interleave.engine.analysis.race.FastTrack;
import io.interleave.engine.analysis.signal.LostSignals;
import io.interleave.engine.analysis.starvation.Starvations;
import io.interleave.engine.analysis.values.StaleWrites;
import io.interleave.engine.event.Finding;
import io.interleave.engine.event.Trace;
import java.util.ArrayList;
import java.util.List;

/**
 * What all analyses find in one trace, event by event, so that however a trace is cut into pieces,
 * the same findings come in the same order. Not thread-safe.
 */
public final class Findings {

  private final Deadlocks deadlocks;
  private final List<Analysis> analyses;
  private int read;

  public Findings(Trace trace, Timing timing) {
    deadlocks = new Deadlocks(trace);
    analyses = new ArrayList<>();
    analyses.add(deadlocks);
    analyses.add(new Inversions(trace, deadlocks));
    FastTrack races = new FastTrack(trace);
    analyses.add(races);
    analyses.add(new StaleWrites(trace));
    analyses.add(new LostSignals(trace));
    analyses.add(new UnreleasedLocks(trace));
    analyses.add(new OverReleases(trace));
    analyses.add(new Livelocks(trace));
    analyses.add(new LostExceptions(trace));
    analyses.add(new UncaughtExceptions(trace));
    analyses.add(new StuckJoins(trace));
    if (timing == Timing.REAL) {
      analyses.add(new Starvations(trace));
      analyses.add(new Convoys(trace));
    }
    analyses.add(new PredictedRaces(trace, races::found));
  }

  /** Everything that is to be found in a whole trace. */
  public static List<Finding> of(Trace trace, Timing timing, Close how) {
    Findings findings = new Findings(trace, timing);
    List<Finding> all = new ArrayList<>(findings.read(trace.size()));
    all.addAll(findings.close(how));
    return all;
  }

  /** What the events after the last read one, up to {@code to}, complete. */
  public List<Finding> read(int to) {
    List<Finding> found = new ArrayList<>();
    while (read < to) {
      read++;
      for (Analysis analysis : analyses) {
        found.addAll(analysis.read(read));
      }
    }
    return found;
  }

  /** What can only be said now that no event comes any more. */
  public List<Finding> close(Close how) {
    List<Finding> found = new ArrayList<>();
    for (Analysis analysis : analyses) {
      found.addAll(analysis.close(how));
    }
    return found;
  }

  /** Whether threads were found that can never go on. */
  public boolean deadlocked() {
    return deadlocks.found();
  }

  /** Whether every thread waits for something that another has to do. */
  public boolean allWait() {
    return deadlocks.allWait();
  }
}
