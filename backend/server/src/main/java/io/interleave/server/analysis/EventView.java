package io.interleave.server.analysis;

import io.interleave.engine.event.Site;
import io.interleave.engine.event.Trace;
import org.jspecify.annotations.Nullable;

/** An event that an answer speaks of. */
record EventView(int seq, int thread, String kind, @Nullable String site) {

  /** The event, or null for 0. */
  static @Nullable EventView of(Trace trace, int seq) {
    if (seq == 0) {
      return null;
    }
    Site site = trace.sites().find(trace.site(seq));
    return new EventView(
        seq, trace.thread(seq), trace.kind(seq).word(), site == null ? null : site.toString());
  }
}
