package io.interleave.engine.analysis.race;

import io.interleave.engine.analysis.Words;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.Text;
import io.interleave.engine.event.Trace;

/** Says of a race who did what, why nothing orders it, what would, and what came of it. */
final class RaceMessage {

  private final Trace trace;
  private final Words words;

  RaceMessage(Trace trace) {
    this.trace = trace;
    this.words = new Words(trace);
  }

  Text of(int earlier, int later) {
    Locks mine = Locks.heldAt(trace, earlier);
    Locks theirs = Locks.heldAt(trace, later);
    return new Text(
            "Data race on '%s': %s, then %s, and nothing orders the two. %s%s %s %s",
            "“%s”上的数据竞争：%s，然后 %s，两次访问之间没有任何机制保证先后。%s%s%s%s")
        .with(
            words.object(trace.object(later)),
            words.access(earlier),
            words.access(later),
            after(earlier, later),
            before(earlier, later),
            locks(earlier, mine, later, theirs),
            effect(earlier, later));
  }

  private String name(int seq) {
    return words.thread(trace.thread(seq));
  }

  /** The first thing that the earlier thread did after its access which could order others. */
  private Text after(int earlier, int later) {
    for (int seq = earlier + 1; seq < later; seq++) {
      if (trace.thread(seq) == trace.thread(earlier)) {
        Text deed = Deeds.released(trace, words, seq);
        if (deed != null) {
          return new Text("After its access %s %s%s; ", "访问之后，%s %s%s；")
              .with(name(earlier), deed, where(seq));
        }
      }
    }
    return new Text(
            "After its access %s did nothing yet that another thread could go by; ",
            "访问之后，%s 还没有做任何能让其他线程与之同步的事；")
        .with(name(earlier));
  }

  /** The last thing that the later thread did before its access by which it could be ordered. */
  private Text before(int earlier, int later) {
    for (int seq = later - 1; seq > 0; seq--) {
      if (trace.thread(seq) == trace.thread(later)) {
        Text deed = Deeds.acquired(trace, words, seq);
        if (deed != null) {
          return new Text(
                  "the last thing that %s went by before its own is that it %s%s%s.",
                  "%s 在自己访问之前的最后一次同步，是它%s%s%s。")
              .with(
                  name(later),
                  deed,
                  where(seq),
                  seq < earlier ? new Text(", which was earlier", "，那比前一次访问还早") : Text.NONE);
        }
      }
    }
    return new Text("%s went by nothing at all before its own.", "%s 在自己访问之前没有做过任何同步。")
        .with(name(later));
  }

  /** The line of a deed; where a thread begins there is none. */
  private Text where(int seq) {
    return trace.site(seq) == 0 ? Text.NONE : new Text(" (%s)", "（%s）").with(words.place(seq));
  }

  private Text locks(int earlier, Locks mine, int later, Locks theirs) {
    String either = name(earlier);
    String other = name(later);
    if (mine.isEmpty() && theirs.isEmpty()) {
      return new Text("Neither held a lock. ", "两者都没有持有锁。").then(cure(earlier, later));
    }
    if (mine.isEmpty() || theirs.isEmpty()) {
      String holder = mine.isEmpty() ? other : either;
      String without = mine.isEmpty() ? either : other;
      return new Text(
              "%s held %s, %s no lock: a lock orders only those who take it. Holding it in both places would order them.",
              "%s 持有%s，%s 没有持有锁：锁只能约束获取它的线程。在两处都持有这把锁，才能保证先后。")
          .with(holder, words(mine.isEmpty() ? theirs : mine), without);
    }
    int common = mine.common(theirs);
    if (common != 0) {
      return new Text(
              "Both held '%s', but for reading, and readers do not exclude each other: who writes must hold it for writing.",
              "两者都持有“%s”，但都是以读方式持有，而读者之间并不互斥：要写入，就必须以写方式持有它。")
          .with(words.object(common));
    }
    return new Text(
            "%s held %s, %s held %s: different locks order nothing. Holding the same lock in both places would order them.",
            "%s 持有%s，%s 持有%s：不同的锁保证不了先后。在两处持有同一把锁，才能保证先后。")
        .with(either, words(mine), other, words(theirs));
  }

  private Text words(Locks locks) {
    return locks.names(words);
  }

  /** What would have ordered them, where no lock is in sight. */
  private Text cure(int earlier, int later) {
    int creation = creation(trace.thread(earlier), trace.thread(later), later);
    if (creation != 0) {
      return new Text(
              "%s started %s (%s): joining it before this access would order them, as would holding the same lock around both.",
              "%s 启动了 %s（%s）：在这次访问之前先 join 它，或者让两次访问都持有同一把锁，就能保证先后。")
          .with(name(later), name(earlier), words.place(creation));
    }
    if (isUpdate(earlier) || isUpdate(later)) {
      return new Text(
          "Holding the same lock from the read to the write would order them, and so would a variable that reads and writes in one step (an atomic one); volatile would not be enough, another thread could still come between the read and the write.",
          "从读到写一直持有同一把锁，或者改用能一步完成读和写的变量（原子变量），就能保证先后；只用 volatile 不够，别的线程仍可能插到读和写之间。");
    }
    return new Text(
        "Holding the same lock around both would order them; for a value that is only set and looked at, making the variable volatile is enough.",
        "让两次访问都持有同一把锁，就能保证先后；如果这个值只是被设置和查看，把变量声明为 volatile 就够了。");
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

  private Text effect(int earlier, int later) {
    if (trace.kind(earlier) == Kind.VAR_READ) {
      return new Text(
              "%s read the value from before the write; had the write been first, it could have read %s.",
              "%s 读到的是写入之前的值；如果写入在先，它可能会读到 %s。")
          .with(name(earlier), words.value(later));
    }
    if (trace.kind(later) == Kind.VAR_READ) {
      return trace.cause(later) == earlier
          ? new Text(
                  "%s saw the write by luck: it could as well have read the value from before.",
                  "%s 只是碰巧看到了这次写入：它同样可能读到之前的值。")
              .with(name(later))
          : new Text("%s did not see the write, although that was earlier.", "%s 没有看到这次写入，尽管写入在先。")
              .with(name(later));
    }
    if (trace.value(earlier) == trace.value(later)) {
      return new Text(
          "Both wrote the same value, so it does not show here.", "两者写入了相同的值，所以这里看不出影响。");
    }
    return wasRead(earlier, later)
        ? new Text(
                "The later write decided the value; in the other order it would be %s.",
                "最终的值由后一次写入决定；如果顺序反过来，它会是 %s。")
            .with(words.value(earlier))
        : new Text(
                "The %s that %s wrote was overwritten before any other thread saw it.",
                "%2$s 写入的 %1$s 还没有被其他线程看到就被覆盖了。")
            .with(words.value(earlier), name(earlier));
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
