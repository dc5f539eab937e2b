package io.interleave.scenario;

import io.interleave.engine.event.Finding;
import io.interleave.engine.event.Trace;
import io.interleave.engine.run.End;
import io.interleave.engine.run.Observer;
import java.util.ArrayList;
import java.util.List;

/** Keeps the findings of a run; read once that has ended. */
final class Collector implements Observer {

  private final List<Finding> findings = new ArrayList<>();

  List<Finding> findings() {
    return List.copyOf(findings);
  }

  @Override
  public void events(Trace trace, int from, int to) {}

  @Override
  public void finding(Finding finding) {
    findings.add(finding);
  }

  @Override
  public void end(Trace trace, End end) {}
}
