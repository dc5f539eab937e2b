package io.interleave.engine.perfetto;

import io.interleave.engine.event.Site;
import io.interleave.engine.event.Trace;
import io.interleave.engine.wire.Json;

/**
 * Writes entries of the list of trace events, a line each; text is taken off piece by piece. Not
 * thread-safe.
 *
 * <p>What the importer's tokenizer looks for stands before anything that a program named. A slice
 * is a beginning and an end instead of a beginning and a length: the importer makes nanoseconds of
 * each number by cutting off, and the end of a slice must be the beginning of the next one.
 */
final class Lines {

  private final Trace trace;
  private final StringBuilder out = new StringBuilder();
  private boolean first = true;

  Lines(Trace trace) {
    this.trace = trace;
  }

  /** Everything that was written since the last time. */
  String take() {
    String text = out.toString();
    out.setLength(0);
    return text;
  }

  void raw(String text) {
    out.append(text);
  }

  /** Begins a line that names something, and its arguments; both are to be ended. */
  Json metadata(Track track, String name) {
    return line("M", track).field("name", name).name("args").begin();
  }

  /** Begins the line of a slice's beginning, and its arguments; both are to be ended. */
  Json begin(Track track, String category, String name, long t) {
    return named("B", track, category, name, t).name("args").begin();
  }

  void end(Track track, String category, String name, long t) {
    named("E", track, category, name, t).end();
  }

  /** Begins the line of a moment on a thread, and its arguments; both are to be ended. */
  Json instant(Track track, String category, String name, long t) {
    return named("i", track, category, name, t).field("s", "t").name("args").begin();
  }

  /** An arrow from what was written last on a track. */
  void arrowFrom(Track track, long t, int id) {
    named("s", track, "cause", "cause", t).field("id", id).end();
  }

  /** The arrow's head, at what was written last on a track. */
  void arrowTo(Track track, long t, int id) {
    named("f", track, "cause", "cause", t).field("id", id).field("bp", "e").end();
  }

  void counter(Track track, String name, long t, long value) {
    named("C", track, "value", name, t).name("args").begin().field("value", value).end().end();
  }

  /** The arguments that say which event something follows from. */
  Json from(Json args, int seq) {
    if (seq != 0) {
      args.field("seq", seq).field("event", trace.kind(seq).word());
      Site site = trace.sites().find(trace.site(seq));
      if (site != null) {
        args.field("site", site.toString());
      }
    }
    return args;
  }

  private Json named(String phase, Track track, String category, String name, long t) {
    Json line = line(phase, track);
    line.name("ts").raw(micros(t));
    return line.field("cat", category).field("name", name);
  }

  private Json line(String phase, Track track) {
    out.append(first ? "\n" : ",\n");
    first = false;
    return new Json(out)
        .begin()
        .field("ph", phase)
        .field("pid", track.process())
        .field("tid", track.thread());
  }

  /** Nanoseconds as microseconds, exactly. */
  static String micros(long nanos) {
    String whole = Long.toString(nanos / 1000);
    int rest = (int) (nanos % 1000);
    return rest == 0 ? whole : whole + "." + Integer.toString(1000 + rest).substring(1);
  }
}
