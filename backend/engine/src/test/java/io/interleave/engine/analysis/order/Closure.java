package io.interleave.engine.analysis.order;

import io.interleave.engine.event.Event;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.LockValue;
import io.interleave.engine.event.ObjectType;
import io.interleave.engine.event.Trace;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Happens-before the slow and obvious way: every pair of events is asked whether the first
 * synchronizes with the second, and then the transitive closure is taken. Written from
 * docs/trace-format.md and the memory model, not from the code that it is compared with.
 */
public final class Closure {

  private final Trace trace;
  private final Edges edges;
  private final List<Event> events = new ArrayList<>();
  // By seq: the seqs of all that happened before.
  private final List<BitSet> before = new ArrayList<>();

  public Closure(Trace trace, Edges edges) {
    this.trace = trace;
    this.edges = edges;
    before.add(new BitSet());
    for (int seq = 1; seq <= trace.size(); seq++) {
      Event event = trace.get(seq);
      BitSet mine = new BitSet(seq);
      for (int i = events.size() - 1; i >= 0; i--) {
        if (!mine.get(i + 1) && edge(events.get(i), event)) {
          mine.or(before.get(i + 1));
          mine.set(i + 1);
        }
      }
      events.add(event);
      before.add(mine);
    }
  }

  /** Whether an event happened before another. */
  public boolean happensBefore(int one, int other) {
    return before.get(other).get(one);
  }

  private boolean edge(Event a, Event b) {
    return a.thread() == b.thread()
        || createsOrEnds(a, b)
        || signals(a, b)
        || sameObject(a, b)
        || hands(a, b);
  }

  private static boolean createsOrEnds(Event a, Event b) {
    return (a.kind() == Kind.THREAD_CREATE && a.value() == b.thread())
        || (a.kind() == Kind.THREAD_END && b.kind() == Kind.THREAD_JOIN && b.value() == a.thread());
  }

  private boolean signals(Event a, Event b) {
    return b.cause() != 0
        && ((a.kind() == Kind.THREAD_INTERRUPT
                && a.value() == b.thread()
                && causeOf(b) == Kind.THREAD_INTERRUPT)
            || (a.kind() == Kind.THREAD_UNPARK
                && a.value() == b.thread()
                && b.kind() == Kind.THREAD_RESUME
                && causeOf(b) == Kind.THREAD_UNPARK));
  }

  private Kind causeOf(Event event) {
    return trace.kind((int) event.cause());
  }

  /** All releases of an object before all later acquires of it. */
  private boolean sameObject(Event a, Event b) {
    if (a.object() == 0 || a.object() != b.object()) {
      return false;
    }
    ObjectType type = trace.objects().get(a.object()).type();
    boolean all = edges == Edges.ALL;
    return switch (b.kind()) {
      case LOCK_ACQUIRE ->
          all
              && a.kind() == Kind.LOCK_RELEASE
              && !(LockValue.unpack(a.value()).read() && LockValue.unpack(b.value()).read());
      case SEMAPHORE_ACQUIRE -> {
        Long permits = trace.objects().get(a.object()).initial();
        yield a.kind() == Kind.SEMAPHORE_RELEASE && (all || permits == null || permits == 0);
      }
      case EVENT_WAKE -> a.kind() == Kind.EVENT_SET;
      case LATCH_PASS -> a.kind() == Kind.LATCH_COUNTDOWN;
      case QUEUE_JOIN -> a.kind() == Kind.QUEUE_DONE;
      case FUTURE_GET -> a.kind() == Kind.FUTURE_COMPLETE;
      case VAR_READ, VAR_CAS_FAIL, VAR_UPDATE ->
          all
              && type != ObjectType.VARIABLE
              && (a.kind() == Kind.VAR_WRITE || a.kind() == Kind.VAR_UPDATE);
      case ADDER_SUM -> all && a.kind() == Kind.ADDER_ADD;
      case BARRIER_TRIP -> a.kind() == Kind.BARRIER_AWAIT && firstTripAfter(a) == b.seq();
      case BARRIER_FAIL ->
          a.kind() == Kind.BARRIER_BREAK && b.cause() != 0 && causeOf(b) == Kind.BARRIER_BREAK;
      default -> false;
    };
  }

  private long firstTripAfter(Event arrival) {
    for (int seq = (int) arrival.seq() + 1; seq <= trace.size(); seq++) {
      if (trace.object(seq) == arrival.object()
          && (trace.kind(seq) == Kind.BARRIER_TRIP || trace.kind(seq) == Kind.BARRIER_BREAK)) {
        return seq;
      }
    }
    return 0;
  }

  /** One event to the one that it caused. */
  private static boolean hands(Event a, Event b) {
    return b.cause() == a.seq()
        && switch (b.kind()) {
          case CONDITION_WAKE ->
              a.kind() == Kind.CONDITION_SIGNAL || a.kind() == Kind.CONDITION_SIGNAL_ALL;
          case BARRIER_PASS -> a.kind() == Kind.BARRIER_TRIP;
          case QUEUE_TAKE, TASK_START -> true;
          default -> false;
        };
  }
}
