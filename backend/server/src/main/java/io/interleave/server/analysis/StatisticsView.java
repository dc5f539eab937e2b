package io.interleave.server.analysis;

import io.interleave.engine.analysis.contention.Blame;
import io.interleave.engine.analysis.contention.Contended;
import io.interleave.engine.analysis.contention.LongestChain;
import io.interleave.engine.analysis.contention.Statistics;
import io.interleave.engine.analysis.contention.Summary;
import io.interleave.engine.event.ThreadState;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The statistics of a range as docs/trace-format.md describes them. */
record StatisticsView(
    long from,
    long to,
    List<ObjectView> objects,
    List<Blame> blocking,
    List<ThreadView> threads,
    LongestChain longestChain) {

  /** One operation on one object. */
  record ObjectView(
      int object,
      String operation,
      long obtained,
      long contended,
      DurationsView waits,
      DurationsView holds,
      List<Blame> blocking) {

    static ObjectView of(Contended contended) {
      return new ObjectView(
          contended.object(),
          contended.operation().word(),
          contended.obtained(),
          contended.contended(),
          DurationsView.of(contended.waits()),
          DurationsView.of(contended.holds()),
          contended.blocking());
    }
  }

  /** Some durations. */
  record DurationsView(
      long count, long totalNanos, long maxNanos, long p50Nanos, long p95Nanos, long p99Nanos) {

    static DurationsView of(Summary summary) {
      return new DurationsView(
          summary.count(),
          summary.total(),
          summary.max(),
          summary.p50(),
          summary.p95(),
          summary.p99());
    }
  }

  /** How long one thread was in which state, by the state's word. */
  record ThreadView(int thread, Map<String, Long> nanos) {

    static ThreadView of(int thread, Map<ThreadState, Long> times) {
      Map<String, Long> nanos = new TreeMap<>();
      times.forEach((state, time) -> nanos.put(state.name().toLowerCase(Locale.ROOT), time));
      return new ThreadView(thread, nanos);
    }
  }

  static StatisticsView of(Statistics statistics) {
    return new StatisticsView(
        statistics.from(),
        statistics.to(),
        statistics.objects().stream().map(ObjectView::of).toList(),
        statistics.blocking(),
        statistics.threads().entrySet().stream()
            .map(thread -> ThreadView.of(thread.getKey(), thread.getValue()))
            .toList(),
        statistics.longestChain());
  }
}
