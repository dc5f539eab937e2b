package io.interleave.engine.analysis.race;

import io.interleave.engine.analysis.Analysis;
import io.interleave.engine.analysis.order.Edges;
import io.interleave.engine.analysis.order.HappensBefore;
import io.interleave.engine.analysis.order.VectorClock;
import io.interleave.engine.event.Finding;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.ObjectType;
import io.interleave.engine.event.Trace;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds data races as they happen: two accesses to one plain variable, one of them a write, that
 * the happens-before order leaves unordered (Flanagan and Freund: FastTrack: Efficient and Precise
 * Dynamic Race Detection, PLDI 2009).
 *
 * <p>What is reported is a race, and the first race on each variable is found. Of later ones on the
 * same variable some may be missed: those with an access that another one has hidden since.
 * Accesses to volatile and atomic variables and adders are no races, they make order.
 *
 * <p>Each race is reported once for the same variable, lines and kinds of access, and at most
 * {@value #MOST} in all. An access costs a comparison or two, a write after reads that were
 * concurrent as many as there are threads. Not thread-safe.
 */
public final class FastTrack extends Analysis {

  private static final int MOST = 50;

  /** What makes a race another one. */
  private record Distinct(int variable, Kind earlier, int site, Kind later, int laterSite) {}

  // Stands for every object that is no plain variable.
  private static final Accesses NONE = new Accesses();

  private final HappensBefore order;
  private final RaceMessage message;
  // By object; null until it is first accessed.
  private @Nullable Accesses[] variables = new @Nullable Accesses[16];
  private final Set<Distinct> found = new HashSet<>();
  private int reported;

  public FastTrack(Trace trace) {
    super(trace);
    order = new HappensBefore(trace, Edges.ALL);
    message = new RaceMessage(trace);
  }

  @Override
  protected void event(int seq) {
    switch (trace.kind(seq)) {
      case VAR_READ -> {
        Accesses accesses = accesses(trace.object(seq));
        if (accesses == NONE) {
          order.event(seq);
        } else {
          read(accesses, trace.thread(seq), seq);
        }
      }
      case VAR_WRITE -> {
        Accesses accesses = accesses(trace.object(seq));
        if (accesses == NONE) {
          order.event(seq);
        } else {
          write(accesses, trace.thread(seq), seq);
        }
      }
      case LOCK_REQUEST -> {} // frequent, and orders nothing
      default -> order.event(seq);
    }
  }

  private Accesses accesses(int object) {
    Accesses known = object < variables.length ? variables[object] : null;
    return known == null ? meet(object) : known;
  }

  private Accesses meet(int object) {
    if (object >= variables.length) {
      variables = Arrays.copyOf(variables, Math.max(object + 1, variables.length * 2));
    }
    boolean plain = trace.objects().get(object).type() == ObjectType.VARIABLE;
    Accesses fresh = plain ? new Accesses() : NONE;
    variables[object] = fresh;
    return fresh;
  }

  private void read(Accesses accesses, int thread, int seq) {
    if (accesses.readAgain(seq, thread)) {
      return;
    }
    VectorClock clock = order.clock(thread);
    int write = accesses.racingWrite(thread, clock);
    if (write != 0) {
      race(write, seq);
    }
    accesses.read(seq, thread, clock);
  }

  private void write(Accesses accesses, int thread, int seq) {
    if (accesses.writeAgain(seq, thread)) {
      return;
    }
    VectorClock clock = order.clock(thread);
    int write = accesses.racingWrite(thread, clock);
    if (write != 0) {
      race(write, seq);
    }
    for (int read = accesses.racingRead(thread, clock, 0);
        read != 0;
        read = accesses.racingRead(thread, clock, trace.thread(read) + 1)) {
      race(read, seq);
    }
    accesses.write(seq, thread);
  }

  private void race(int earlier, int later) {
    if (found.add(distinct(earlier, later)) && reported < MOST) {
      reported++;
      report(
          new Finding(
              "data-race",
              Finding.Certainty.OBSERVED,
              List.of(trace.thread(earlier), trace.thread(later)),
              List.of(trace.object(later)),
              List.of((long) earlier, (long) later),
              message.of(earlier, later)));
    }
  }

  private Distinct distinct(int earlier, int later) {
    return new Distinct(
        trace.object(later),
        trace.kind(earlier),
        trace.site(earlier),
        trace.kind(later),
        trace.site(later));
  }

  /** Whether a race of two accesses like these, in either order, has happened. */
  public boolean found(int one, int other) {
    return found.contains(distinct(one, other)) || found.contains(distinct(other, one));
  }
}
