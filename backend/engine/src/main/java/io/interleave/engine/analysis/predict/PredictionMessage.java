package io.interleave.engine.analysis.predict;

import io.interleave.engine.analysis.Words;
import io.interleave.engine.analysis.race.Locks;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.Trace;

/** Says of a predicted race what kept the accesses apart here, and what would not. */
final class PredictionMessage {

  private final Trace trace;
  private final Words words;

  PredictionMessage(Trace trace) {
    this.trace = trace;
    this.words = new Words(trace);
  }

  String of(int earlier, int later) {
    return "Possible data race on '%s': %s before %s, by luck. %s %s"
        .formatted(
            words.object(trace.object(later)),
            access(earlier),
            access(later),
            luck(earlier, later),
            locks(earlier, later));
  }

  private String name(int seq) {
    return words.thread(trace.thread(seq));
  }

  private String access(int seq) {
    String verb = trace.kind(seq) == Kind.VAR_READ ? "read" : "wrote";
    return "%s %s %s (%s)".formatted(name(seq), verb, words.value(seq), words.place(seq));
  }

  /** The first lock that the earlier thread gave, after its access, to the later before its own. */
  private String luck(int earlier, int later) {
    for (int seq = earlier + 1; seq < later; seq++) {
      if (trace.kind(seq) == Kind.LOCK_RELEASE && trace.thread(seq) == trace.thread(earlier)) {
        int taken = taken(seq, later);
        if (taken != 0) {
          return "Here %s let go of '%s' (%s) before %s took it (%s), which put them in order; it would race in another order: if %s goes first at %s, both can be about to make these accesses at once."
              .formatted(
                  name(earlier),
                  words.object(trace.object(seq)),
                  words.place(seq),
                  name(later),
                  words.place(taken),
                  name(later),
                  words.place(taken));
        }
      }
    }
    return "Here the order in which threads took locks put them in order; it would race in another order: if %s goes first, both can be about to make these accesses at once."
        .formatted(name(later));
  }

  private int taken(int release, int later) {
    for (int seq = release + 1; seq < later; seq++) {
      if (trace.kind(seq) == Kind.LOCK_ACQUIRE
          && trace.thread(seq) == trace.thread(later)
          && trace.object(seq) == trace.object(release)) {
        return seq;
      }
    }
    return 0;
  }

  private String locks(int earlier, int later) {
    Locks mine = Locks.heldAt(trace, earlier);
    Locks theirs = Locks.heldAt(trace, later);
    if (mine.isEmpty() && theirs.isEmpty()) {
      return "Neither holds a lock at its access. Holding the same one at both would order them.";
    }
    return "%s holds %s at its access, %s %s: holding the same lock at both would order them."
        .formatted(
            name(earlier),
            mine.isEmpty() ? "no lock" : mine.names(words),
            name(later),
            theirs.isEmpty() ? "no lock" : theirs.names(words));
  }
}
