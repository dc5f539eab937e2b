package io.interleave.engine.analysis.predict;

import io.interleave.engine.analysis.Words;
import io.interleave.engine.analysis.race.Locks;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.Text;
import io.interleave.engine.event.Trace;

/** Says of a predicted race what kept the accesses apart here, and what would not. */
final class PredictionMessage {

  private final Trace trace;
  private final Words words;

  PredictionMessage(Trace trace) {
    this.trace = trace;
    this.words = new Words(trace);
  }

  Text of(int earlier, int later) {
    return new Text(
            "Possible data race on '%s': %s before %s, by luck. %s %s",
            "“%s”上可能有数据竞争：%s先于 %s，这只是碰巧。%s%s")
        .with(
            words.object(trace.object(later)),
            words.access(earlier),
            words.access(later),
            luck(earlier, later),
            locks(earlier, later));
  }

  private String name(int seq) {
    return words.thread(trace.thread(seq));
  }

  /** The first lock that the earlier thread gave, after its access, to the later before its own. */
  private Text luck(int earlier, int later) {
    for (int seq = earlier + 1; seq < later; seq++) {
      if (trace.kind(seq) == Kind.LOCK_RELEASE && trace.thread(seq) == trace.thread(earlier)) {
        int taken = taken(seq, later);
        if (taken != 0) {
          return new Text(
                  "Here %s let go of '%s' (%s) before %s took it (%s), which put them in order; it would race in another order: if %s goes first at %s, both can be about to make these accesses at once.",
                  "这一次，%s 先释放了“%s”（%s），%s 随后才获取它（%s），两次访问因此有了先后；换一种顺序就会发生竞争：如果 %s 在 %s 处先执行，两个线程就可能同时准备进行这两次访问。")
              .with(
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
    return new Text(
            "Here the order in which threads took locks put them in order; it would race in another order: if %s goes first, both can be about to make these accesses at once.",
            "这一次，是各线程获取锁的顺序使两次访问有了先后；换一种顺序就会发生竞争：如果 %s 先执行，两个线程就可能同时准备进行这两次访问。")
        .with(name(later));
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

  private Text locks(int earlier, int later) {
    Locks mine = Locks.heldAt(trace, earlier);
    Locks theirs = Locks.heldAt(trace, later);
    if (mine.isEmpty() && theirs.isEmpty()) {
      return new Text(
          "Neither holds a lock at its access. Holding the same one at both would order them.",
          "两者在访问时都没有持有锁。在两处持有同一把锁，就能保证先后。");
    }
    return new Text(
            "%s holds %s at its access, %s %s: holding the same lock at both would order them.",
            "访问时，%s %s，%s %s：在两处持有同一把锁，就能保证先后。")
        .with(name(earlier), held(mine), name(later), held(theirs));
  }

  private Text held(Locks locks) {
    return locks.isEmpty()
        ? new Text("no lock", "没有持有锁")
        : new Text("%s", "持有%s").with(locks.names(words));
  }
}
