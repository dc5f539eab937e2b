package io.interleave.engine.analysis.predict;

import io.interleave.engine.analysis.order.Edges;
import io.interleave.engine.analysis.order.HappensBefore;
import io.interleave.engine.analysis.order.VectorClock;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.LockValue;
import io.interleave.engine.event.ObjectType;
import io.interleave.engine.event.Trace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The accesses of one kind to one plain variable, by one thread, on one line. */
final class Group {

  /** What accesses of a group have in common. */
  private record Common(int variable, int thread, Kind kind, int site) {}

  private final Common common;
  private int[] seqs = new int[4];
  private int size;
  // Those that all of them hold.
  private LockSet locks;

  // When the first was made: what no schedule changes of what came before.
  private final VectorClock since;

  private Group(Common common, LockSet locks, VectorClock since) {
    this.common = common;
    this.locks = locks;
    this.since = since;
  }

  /** The groups of each variable, in the order of their first accesses. */
  static Collection<List<Group>> byVariable(Trace trace, Needs needs, int events) {
    Map<Common, Group> groups = new LinkedHashMap<>();
    LockSet[] held = new LockSet[trace.threads().last() + 1];
    Arrays.fill(held, LockSet.NONE);
    HappensBefore lasting = new HappensBefore(trace, Edges.LASTING);
    for (int seq = 1; seq <= events; seq++) {
      lasting.event(seq);
      Kind kind = trace.kind(seq);
      int object = trace.object(seq);
      int thread = trace.thread(seq);
      if (kind == Kind.LOCK_ACQUIRE && needs.end(seq) != 0) {
        held[thread] = held[thread].with(object, LockValue.unpack(trace.value(seq)).read());
      } else if (kind == Kind.LOCK_RELEASE && needs.begin(seq) != 0) {
        int holder = trace.thread(needs.begin(seq));
        held[holder] = held[holder].without(object, LockValue.unpack(trace.value(seq)).read());
      } else if ((kind == Kind.VAR_READ || kind == Kind.VAR_WRITE)
          && trace.objects().get(object).type() == ObjectType.VARIABLE) {
        LockSet now = held[thread];
        groups
            .computeIfAbsent(
                new Common(object, thread, kind, trace.site(seq)),
                key -> new Group(key, now, lasting.clock(thread).copy()))
            .add(seq, now);
      }
    }
    Map<Integer, List<Group>> variables = new LinkedHashMap<>();
    for (Group group : groups.values()) {
      variables.computeIfAbsent(group.common.variable, key -> new ArrayList<>()).add(group);
    }
    return variables.values();
  }

  private void add(int seq, LockSet held) {
    if (size == seqs.length) {
      seqs = Arrays.copyOf(seqs, size * 2);
    }
    seqs[size++] = seq;
    locks = locks.meet(held);
  }

  int size() {
    return size;
  }

  /** The seq of an access, from 0. */
  int get(int index) {
    return seqs[index];
  }

  /** Whether an access here could race with a later one there at all. */
  boolean mayRaceWith(Group later) {
    return common.thread != later.common.thread
        && (common.kind == Kind.VAR_WRITE || later.common.kind == Kind.VAR_WRITE)
        && seqs[0] < later.seqs[later.size - 1]
        && seqs[size - 1] > later.since.get(common.thread)
        && !locks.excludes(later.locks);
  }
}
