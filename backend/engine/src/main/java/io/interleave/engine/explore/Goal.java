package io.interleave.engine.explore;

import io.interleave.engine.event.Kind;
import io.interleave.engine.event.ObjectInfo;
import io.interleave.engine.event.ObjectType;
import io.interleave.engine.event.Outcome;
import io.interleave.engine.event.Text;
import io.interleave.engine.event.Trace;
import io.interleave.engine.run.End;
import io.interleave.engine.run.Status;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What somebody who is the scheduler can try to reach. */
public enum Goal {
  MISS("miss", new Text("Miss the goal", "让目标无法达成")) {
    @Override
    boolean isOffered(Trace trace) {
      return true;
    }

    @Override
    boolean isReached(Trace trace, @Nullable End end, int longestPassedOver) {
      Outcome outcome = end == null ? null : end.outcome();
      return end != null && (outcome == null || !outcome.goalMet());
    }
  },
  LOSE_UPDATE(
      "lost-update",
      new Text("Make an update get lost: write over what was not read", "让一次更新丢失：覆盖掉没有读到过的值")) {
    @Override
    boolean isOffered(Trace trace) {
      return has(trace, ObjectType.VARIABLE) || has(trace, ObjectType.VOLATILE);
    }

    @Override
    boolean isReached(Trace trace, @Nullable End end, int longestPassedOver) {
      return losesUpdate(trace);
    }
  },
  DEADLOCK("deadlock", new Text("Reach a deadlock", "制造一次死锁")) {
    @Override
    boolean isOffered(Trace trace) {
      return has(trace, ObjectType.LOCK)
          || has(trace, ObjectType.REENTRANT_LOCK)
          || has(trace, ObjectType.READ_WRITE_LOCK)
          || has(trace, ObjectType.STAMPED_LOCK);
    }

    @Override
    boolean isReached(Trace trace, @Nullable End end, int longestPassedOver) {
      return end != null && end.status() == Status.DEADLOCKED;
    }
  },
  STARVE(
      "starve",
      new Text(
          "Starve a thread: let it stand ready while the others take 15 steps",
          "让一个线程饥饿：其他线程走 15 步，它一直就绪却得不到执行")) {
    @Override
    boolean isOffered(Trace trace) {
      return trace.threads().last() > 2;
    }

    @Override
    boolean isReached(Trace trace, @Nullable End end, int longestPassedOver) {
      return longestPassedOver >= STARVED;
    }
  };

  static final int STARVED = 15;

  private final String id;

  @SuppressWarnings("ImmutableEnumChecker") // two strings
  private final Text title;

  Goal(String id, Text title) {
    this.id = id;
    this.title = title;
  }

  public String id() {
    return id;
  }

  /** What to do, in a few words. */
  public Text title() {
    return title;
  }

  /** Whether the program has what it takes. */
  abstract boolean isOffered(Trace trace);

  /**
   * Whether the schedule so far has reached it.
   *
   * @param end how the program ended, null while it goes on
   * @param longestPassedOver for how many steps in a row one thread could have gone and did not
   */
  abstract boolean isReached(Trace trace, @Nullable End end, int longestPassedOver);

  private static boolean has(Trace trace, ObjectType type) {
    return trace.objects().all().stream().map(ObjectInfo::type).anyMatch(type::equals);
  }

  private static boolean isPlainOrVolatile(Trace trace, int seq) {
    ObjectType type = trace.objects().get(trace.object(seq)).type();
    return type == ObjectType.VARIABLE || type == ObjectType.VOLATILE;
  }

  /** Whether some thread wrote a variable after reading a value that was not its last any more. */
  private static boolean losesUpdate(Trace trace) {
    Map<Long, Integer> read = new HashMap<>();
    Map<Integer, Integer> written = new HashMap<>();
    for (int seq = 1; seq <= trace.size(); seq++) {
      Kind kind = trace.kind(seq);
      long access = (long) trace.thread(seq) << 32 | trace.object(seq);
      if (trace.object(seq) == 0 || !isPlainOrVolatile(trace, seq)) {
        continue;
      }
      if (kind == Kind.VAR_READ) {
        read.put(access, trace.cause(seq));
      } else if (kind == Kind.VAR_WRITE) {
        Integer seen = read.remove(access);
        if (seen != null && !seen.equals(written.getOrDefault(trace.object(seq), 0))) {
          return true;
        }
        written.put(trace.object(seq), seq);
      }
    }
    return false;
  }
}
