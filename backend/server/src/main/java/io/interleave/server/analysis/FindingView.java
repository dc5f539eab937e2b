package io.interleave.server.analysis;

import io.interleave.engine.event.Finding;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A finding as docs/trace-format.md describes it. */
record FindingView(
    String type,
    String certainty,
    List<Integer> threads,
    List<Integer> objects,
    List<Long> events,
    String message,
    Map<String, String> messages) {

  static FindingView of(Finding finding) {
    return new FindingView(
        finding.type(),
        finding.certainty().name().toLowerCase(Locale.ROOT),
        finding.threads(),
        finding.objects(),
        finding.events(),
        finding.message().en(),
        finding.message().translations());
  }
}
