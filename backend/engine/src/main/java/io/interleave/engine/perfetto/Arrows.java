package io.interleave.engine.perfetto;

import io.interleave.engine.event.Finding;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.Trace;
import io.interleave.engine.wire.Json;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Notes, findings, and the events at the ends of arrows, as moments on the rows of their threads;
 * and the arrows. An arrow goes from each event to those on other threads that it made possible.
 * Not thread-safe.
 */
final class Arrows {

  private final Trace trace;
  private final Lines lines;
  private final Tracks tracks;
  private final BitSet causes = new BitSet();
  // Where an effect's clock is behind its cause's: the time at which it is drawn, by seq.
  private final Map<Integer, Long> late = new HashMap<>();

  Arrows(Trace trace, Lines lines, Tracks tracks) {
    this.trace = trace;
    this.lines = lines;
    this.tracks = tracks;
  }

  /** Looks for the beginnings of arrows; all events are to be seen before any is written. */
  void look(int seq) {
    if (isEffect(seq)) {
      causes.set(trace.cause(seq));
    }
  }

  private boolean isEffect(int seq) {
    int cause = trace.cause(seq);
    return cause != 0 && trace.thread(cause) != trace.thread(seq);
  }

  /** Writes the next event, if it is a note or at an end of an arrow. */
  void event(int seq) {
    boolean effect = isEffect(seq);
    boolean cause = causes.get(seq);
    boolean note = trace.kind(seq) == Kind.NOTE;
    if (!effect && !cause && !note) {
      return;
    }
    Track track = tracks.thread(trace.thread(seq));
    long t = trace.t(seq);
    if (effect && t < time(trace.cause(seq))) {
      t = time(trace.cause(seq));
      late.put(seq, t);
    }
    String name = note ? trace.strings().get((int) trace.value(seq)) : trace.kind(seq).word();
    Json args = lines.from(lines.instant(track, note ? "note" : "event", name, t), seq);
    if (trace.object(seq) != 0) {
      args.field("object", tracks.name(trace.object(seq)));
    }
    args.end().end();
    if (effect) {
      lines.arrowTo(track, t, trace.cause(seq));
    }
    if (cause) {
      lines.arrowFrom(track, t, seq);
    }
  }

  private long time(int seq) {
    Long moved = late.get(seq);
    return moved == null ? trace.t(seq) : moved;
  }

  /** Writes findings, each at the last of its events. */
  void findings(List<Finding> findings) {
    for (Finding finding : findings) {
      int seq = finding.events().stream().mapToInt(Long::intValue).max().orElse(0);
      if (seq != 0) {
        Track track = tracks.thread(trace.thread(seq));
        Json args = lines.from(lines.instant(track, "finding", finding.type(), trace.t(seq)), seq);
        args.field("certainty", finding.certainty().name().toLowerCase(Locale.ROOT))
            .field("message", finding.message().en())
            .end()
            .end();
      }
    }
  }
}
