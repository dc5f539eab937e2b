package io.interleave.engine;

import io.interleave.engine.Runs.Body;
import io.interleave.engine.analysis.Analysis;
import io.interleave.engine.analysis.Close;
import io.interleave.engine.event.Finding;
import io.interleave.engine.event.Trace;
import io.interleave.engine.run.Plan;
import io.interleave.engine.schedule.Ending;
import io.interleave.engine.schedule.Strategies;
import java.util.ArrayList;
import java.util.List;

/** What is found in a program, or in a trace by one analysis alone. */
public final class Found {

  private Found() {}

  /** All findings of a type in runs under so many random schedules. */
  public static List<Finding> in(int seeds, String type, Body body) {
    List<Finding> found = new ArrayList<>();
    for (int seed = 1; seed <= seeds; seed++) {
      Runs.Ended run = ControlledRuns.run(Plan.by(Strategies.RANDOM, seed), body).run();
      run.findings().stream().filter(finding -> finding.type().equals(type)).forEach(found::add);
      run.findings().forEach(finding -> Translations.check(finding.message()));
    }
    return found;
  }

  /** All that one analysis finds in a whole trace. */
  public static List<Finding> by(Analysis analysis, Trace trace, Close how) {
    List<Finding> found = new ArrayList<>();
    for (int seq = 1; seq <= trace.size(); seq++) {
      found.addAll(analysis.read(seq));
    }
    found.addAll(analysis.close(how));
    found.forEach(finding -> Translations.check(finding.message()));
    return found;
  }

  /** How the events of an execution came to an end. */
  public static Close how(Ending ending) {
    return switch (ending) {
      case COMPLETED -> Close.ENDED;
      case STUCK -> Close.STOOD;
      default -> Close.CUT;
    };
  }
}
