package io.interleave.server.analysis;

import io.interleave.engine.analysis.critical.CriticalPath;
import io.interleave.engine.analysis.critical.Segment;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A critical path as docs/trace-format.md describes it. */
record CriticalPathView(long nanos, List<SegmentView> segments, List<ShareView> shares) {

  /** What one thread was doing for some time. */
  record SegmentView(
      int thread, String state, long from, long to, @Nullable Integer object, int first, int last) {

    static SegmentView of(Segment segment) {
      return new SegmentView(
          segment.thread(),
          segment.state().name().toLowerCase(Locale.ROOT),
          segment.from(),
          segment.to(),
          segment.object() == 0 ? null : segment.object(),
          segment.first(),
          segment.last());
    }
  }

  /** How much of it is one thread's. */
  record ShareView(int thread, long nanos) {}

  static CriticalPathView of(CriticalPath path) {
    return new CriticalPathView(
        path.nanos(),
        path.segments().stream().map(SegmentView::of).toList(),
        path.shares().entrySet().stream()
            .map(share -> new ShareView(share.getKey(), share.getValue()))
            .toList());
  }
}
