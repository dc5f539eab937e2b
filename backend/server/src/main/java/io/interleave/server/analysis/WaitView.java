package io.interleave.server.analysis;

import io.interleave.engine.analysis.blocking.Chain;
import io.interleave.engine.analysis.blocking.Link;
import io.interleave.engine.analysis.cause.Explanation;
import io.interleave.engine.event.Trace;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Why a thread waited, as docs/trace-format.md describes it. */
record WaitView(
    int thread,
    @Nullable Integer object,
    long from,
    long to,
    long waitedNanos,
    long readyNanos,
    @Nullable EventView request,
    @Nullable EventView result,
    @Nullable EventView cause,
    List<HolderView> holders,
    List<Explanation.Place> places,
    List<BargerView> bargers,
    ChainView atFirst,
    ChainView atLast) {

  /** A thread that had it meanwhile. */
  record HolderView(int thread, @Nullable EventView acquire, @Nullable EventView release) {}

  /** A thread that asked later and got it first. */
  record BargerView(int thread, @Nullable EventView request, @Nullable EventView acquire) {}

  /** Who waits for whom. */
  record ChainView(List<LinkView> links, boolean cyclic) {

    static ChainView of(Chain chain, Trace trace) {
      return new ChainView(
          chain.links().stream().map(link -> LinkView.of(link, trace)).toList(), chain.cyclic());
    }
  }

  /** One thread of a chain, and what it asked for if it waits. */
  record LinkView(int thread, String state, @Nullable Integer object, @Nullable EventView request) {

    static LinkView of(Link link, Trace trace) {
      return new LinkView(
          link.thread(),
          link.state().name().toLowerCase(Locale.ROOT),
          orNull(link.object()),
          EventView.of(trace, link.request()));
    }
  }

  static WaitView of(Explanation wait, Trace trace) {
    return new WaitView(
        wait.thread(),
        orNull(wait.object()),
        wait.from(),
        wait.to(),
        wait.enabled() - wait.from(),
        wait.to() - wait.enabled(),
        EventView.of(trace, wait.request()),
        EventView.of(trace, wait.result()),
        EventView.of(trace, wait.cause()),
        wait.holders().stream()
            .map(
                tenure ->
                    new HolderView(
                        tenure.thread(),
                        EventView.of(trace, tenure.acquire()),
                        EventView.of(trace, tenure.release())))
            .toList(),
        wait.places(),
        wait.bargers().stream()
            .map(
                barger ->
                    new BargerView(
                        barger.thread(),
                        EventView.of(trace, barger.request()),
                        EventView.of(trace, barger.acquire())))
            .toList(),
        ChainView.of(wait.atFirst(), trace),
        ChainView.of(wait.atLast(), trace));
  }

  private static @Nullable Integer orNull(int id) {
    return id == 0 ? null : id;
  }
}
