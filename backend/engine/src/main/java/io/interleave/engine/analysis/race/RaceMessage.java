package io.interleave.engine.analysis.race;

import io.interleave.engine.analysis.Words;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.Trace;

/** Says of a race who did what, why nothing orders it, what would, and what came of it. */
final class RaceMessage {

  private final Trace trace;
  private final Words words;

  RaceMessage(Trace trace) {
    this.trace = trace;
    this.words = new Words(trace);
  }

  String of(int earlier, int later) {
    Locks mine = Locks.heldAt(trace, earlier);
    Locks theirs = Locks.heldAt(trace, later);
    return "Data race on '%s': %s, then %s, and nothing orders the two. %s%s %s %s"
        .formatted(
            words.object(trace.object(later)),
            access(earlier),
            access(later),
            after(earlier, later),
            before(earlier, later),
            locks(earlier, mine, later, theirs),
            effect(earlier, later));
  }

  private String name(int seq) {
    return words.thread(trace.thread(seq));
  }

  private String access(int seq) {
    String verb = trace.kind(seq) == Kind.VAR_READ ? "read" : "wrote";
    return "%s %s %s (%s)".formatted(name(seq), verb, words.value(seq), words.place(seq));
  }

  /** The first thing that the earlier thread did after its access which could order others. */
  private String after(int earlier, int later) {
    for (int seq = earlier + 1; seq < later; seq++) {
      if (trace.thread(seq) == trace.thread(earlier)) {
        String deed = Deeds.released(trace, words, seq);
        if (deed != null) {
          return "After its access %s %s%s; ".formatted(name(earlier), deed, where(seq));
        }
      }
    }
    return "After its access %s did nothing yet that another thread could go by; "
        .formatted(name(earlier));
  }

  /** The last thing that the later thread did before its access by which it could be ordered. */
  private String before(int earlier, int later) {
    for (int seq = later - 1; seq > 0; seq--) {
      if (trace.thread(seq) == trace.thread(later)) {
        String deed = Deeds.acquired(trace, words, seq);
        if (deed != null) {
          return "the last thing that %s went by before its own is that it %s%s%s."
              .formatted(name(later), deed, where(seq), seq < earlier ? ", which was earlier" : "");
        }
      }
    }
    return "%s went by nothing at all before its own.".formatted(name(later));
  }

  /** The line of a deed; where a thread begins there is none. */
  private String where(int seq) {
    return trace.site(seq) == 0 ? "" : " (" + words.place(seq) + ")";
  }

  private String locks(int earlier, Locks mine, int later, Locks theirs) {
    String either = name(earlier);
    String other = name(later);
    if (mine.isEmpty() && theirs.isEmpty()) {
      return "Neither held a lock. " + cure(earlier, later);
    }
    if (mine.isEmpty() || theirs.isEmpty()) {
      String holder = mine.isEmpty() ? other : either;
      String without = mine.isEmpty() ? either : other;
      return "%s held %s, %s no lock: a lock orders only those who take it. Holding it in both places would order them."
          .formatted(holder, words(mine.isEmpty() ? theirs : mine), without);
    }
    int common = mine.common(theirs);
    if (common != 0) {
      return "Both held '%s', but for reading, and readers do not exclude each other: who writes must hold it for writing."
          .formatted(words.object(common));
    }
    return "%s held %s, %s held %s: different locks order nothing. Holding the same lock in both places would order them."
        .formatted(either, words(mine), other, words(theirs));
  }

  private String words(Locks locks) {
    return locks.names(words);
  }

  /** What would have ordered them, where no lock is in sight. */
  private String cure(int earlier, int later) {
    int creation = creation(trace.thread(earlier), trace.thread(later), later);
    if (creation != 0) {
      return "%s started %s (%s): joining it before this access would order them, as would holding the same lock around both."
          .formatted(name(later), name(earlier), words.place(creation));
    }
    if (isUpdate(earlier) || isUpdate(later)) {
      return "Holding the same lock from the read to the write would order them, and so would a variable that reads and writes in one step (an atomic one); volatile would not be enough, another thread could still come between the read and the write.";
    }
    return "Holding the same lock around both would order them; for a value that is only set and looked at, making the variable volatile is enough.";
  }

  /** Where one thread was started by another, before this event; 0 if it was not. */
  private int creation(int child, int parent, int before) {
    for (int seq = before - 1; seq > 0; seq--) {
      if (trace.thread(seq) == parent
          && trace.kind(seq) == Kind.THREAD_CREATE
          && trace.value(seq) == child) {
        return seq;
      }
    }
    return 0;
  }

  /** Whether this is a write by a thread that has read the variable since its last write. */
  private boolean isUpdate(int access) {
    if (trace.kind(access) == Kind.VAR_READ) {
      return false;
    }
    for (int seq = access - 1; seq > 0; seq--) {
      if (trace.object(seq) == trace.object(access) && trace.thread(seq) == trace.thread(access)) {
        return trace.kind(seq) == Kind.VAR_READ;
      }
    }
    return false;
  }

  private String effect(int earlier, int later) {
    if (trace.kind(earlier) == Kind.VAR_READ) {
      return "%s read the value from before the write; had the write been first, it could have read %s."
          .formatted(name(earlier), words.value(later));
    }
    if (trace.kind(later) == Kind.VAR_READ) {
      return trace.cause(later) == earlier
          ? "%s saw the write by luck: it could as well have read the value from before."
              .formatted(name(later))
          : "%s did not see the write, although that was earlier.".formatted(name(later));
    }
    if (trace.value(earlier) == trace.value(later)) {
      return "Both wrote the same value, so it does not show here.";
    }
    return wasRead(earlier, later)
        ? "The later write decided the value; in the other order it would be %s."
            .formatted(words.value(earlier))
        : "The %s that %s wrote was overwritten before any other thread saw it."
            .formatted(words.value(earlier), name(earlier));
  }

  private boolean wasRead(int write, int before) {
    for (int seq = write + 1; seq < before; seq++) {
      if (trace.cause(seq) == write
          && trace.kind(seq) == Kind.VAR_READ
          && trace.thread(seq) != trace.thread(write)) {
        return true;
      }
    }
    return false;
  }
}
