package io.interleave.engine.analysis.contention;

import io.interleave.engine.analysis.Timing;
import io.interleave.engine.analysis.state.Lanes;
import io.interleave.engine.analysis.state.Wait;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.LockValue;
import io.interleave.engine.event.ObjectType;
import io.interleave.engine.event.ThreadState;
import io.interleave.engine.event.Trace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything that {@link Statistics} are made of, by object and thread in the order of time, so
 * that those of any range cost two binary searches a series and what lies between.
 *
 * <p>Definitions. A thread <i>waits</i> for an object from its request to the result; a result at
 * the time of its request was no wait. What others are blamed for ends earlier, when the event
 * behind the result let the thread go on. A thread <i>holds</i> a lock from its first acquire to
 * its last release, and a semaphore while it took more permits than it gave back; who takes a read
 * lock inside its own write lock holds it for reading from when it gives the write lock back. Of
 * exclusive holds, none begins before the one before it ended, whatever the clocks say. In a range,
 * of each wait and hold only what lies in it counts; what has not ended lasts until the trace's
 * end.
 *
 * <p>Reads events once, in order, each in amortised O(1), but those that change who waits while
 * chains stand, which cost the threads that wait. Not thread-safe; once no event is added, any
 * number of threads may ask.
 */
public final class ContentionIndex {

  private final Trace trace;
  private final Lanes lanes;
  private final Chains chains;
  // By operation, and by object: a queue has three.
  private final Map<Operation, List<@Nullable Use>> uses = new EnumMap<>(Operation.class);
  // By thread.
  private final List<Map<ThreadState, Spans>> states = new ArrayList<>();
  private int last;

  public ContentionIndex(Trace trace, Timing timing) {
    this.trace = trace;
    this.chains = new Chains(trace);
    this.lanes =
        new Lanes(
            trace,
            timing,
            new Lanes.Listener() {
              @Override
              public void stretch(int thread, ThreadState state, long from, long to) {
                spans(thread).computeIfAbsent(state, _ -> new Spans()).add(from, to);
              }

              @Override
              public void waited(Wait wait) {
                ended(wait);
              }
            });
  }

  /** The index of a whole trace. */
  public static ContentionIndex of(Trace trace, Timing timing) {
    ContentionIndex index = new ContentionIndex(trace, timing);
    index.readTo(trace.size());
    return index;
  }

  /** Reads on to an event, inclusive. */
  public void readTo(int seq) {
    while (last < seq) {
      last++;
      event(last);
    }
  }

  private void event(int seq) {
    lanes.event(seq);
    chains.event(seq);
    int object = trace.object(seq);
    if (object != 0) {
      use(object, trace.kind(seq), trace.thread(seq), trace.t(seq), trace.value(seq));
    }
  }

  private void use(int object, Kind kind, int thread, long t, long value) {
    switch (kind) {
      case LOCK_REQUEST, SEMAPHORE_REQUEST -> use(object, Operation.ACQUIRE).share(thread);
      case LOCK_ACQUIRE ->
          use(object, Operation.ACQUIRE).acquired(thread, t, LockValue.unpack(value));
      case LOCK_RELEASE ->
          use(object, Operation.ACQUIRE)
              .released(
                  thread,
                  t,
                  LockValue.unpack(value),
                  trace.objects().get(object).type() == ObjectType.LOCK);
      case SEMAPHORE_ACQUIRE -> use(object, Operation.ACQUIRE).tookPermits(thread, t, value);
      case SEMAPHORE_RELEASE -> use(object, Operation.ACQUIRE).gavePermits(thread, t, value);
      case QUEUE_PUT -> use(object, Operation.PUT).obtained(thread, t);
      case QUEUE_TAKE -> use(object, Operation.TAKE).obtained(thread, t);
      case CONDITION_WAKE, EVENT_WAKE, LATCH_PASS, BARRIER_PASS, FUTURE_GET, QUEUE_JOIN ->
          use(object, Operation.AWAIT).obtained(thread, t);
      case TASK_SUBMIT -> use(object, Operation.TASK).submitted(value, t);
      case TASK_START -> use(object, Operation.TASK).started(thread, value, t);
      case TASK_END, TASK_FAIL -> use(object, Operation.TASK).finished(thread, value, t);
      case TASK_CANCEL, TASK_REJECT -> use(object, Operation.TASK).leftQueue(thread, value, t);
      default -> {}
    }
  }

  private void ended(Wait wait) {
    Use use = use(wait);
    use.waited(wait);
    Share share = use.share(wait.thread());
    if (isObtained(trace.kind(wait.result())) && !(isLock(wait) && share.holds())) {
      share.contended.add(trace.t(wait.result()));
    }
  }

  private boolean isLock(Wait wait) {
    return trace.kind(wait.result()) == Kind.LOCK_ACQUIRE;
  }

  private static boolean isObtained(Kind result) {
    return switch (result) {
      case LOCK_ACQUIRE,
          SEMAPHORE_ACQUIRE,
          QUEUE_PUT,
          QUEUE_TAKE,
          CONDITION_WAKE,
          EVENT_WAKE,
          LATCH_PASS,
          BARRIER_PASS,
          FUTURE_GET,
          QUEUE_JOIN ->
          true;
      default -> false;
    };
  }

  private Use use(Wait wait) {
    return use(wait.object(), operation(wait));
  }

  /** Of a wait for a lock after a signal, the request is that for the condition. */
  private Operation operation(Wait wait) {
    Kind request = trace.kind(wait.request());
    return switch (request) {
      case LOCK_REQUEST, SEMAPHORE_REQUEST -> Operation.ACQUIRE;
      case QUEUE_PUT_REQUEST -> Operation.PUT;
      case QUEUE_TAKE_REQUEST -> Operation.TAKE;
      default ->
          wait.object() == trace.object(wait.request()) ? Operation.AWAIT : Operation.ACQUIRE;
    };
  }

  private Use use(int object, Operation operation) {
    List<@Nullable Use> list = uses.computeIfAbsent(operation, _ -> new ArrayList<>());
    while (object >= list.size()) {
      list.add(null);
    }
    Use use = list.get(object);
    if (use == null) {
      use = new Use(object, operation);
      list.set(object, use);
    }
    return use;
  }

  private Map<ThreadState, Spans> spans(int thread) {
    while (thread >= states.size()) {
      states.add(new EnumMap<>(ThreadState.class));
    }
    return states.get(thread);
  }

  /**
   * The statistics of all that was read.
   *
   * @param end when the trace ends, not before any event that was read
   */
  public Statistics whole(long end) {
    return between(0, Long.MAX_VALUE, end);
  }

  /**
   * The statistics of a range.
   *
   * @param from its first moment
   * @param to the first moment behind it
   * @param end when the trace ends, not before any event that was read
   * @throws IllegalArgumentException if the range is empty
   */
  public Statistics between(long from, long to, long end) {
    if (from >= to) {
      throw new IllegalArgumentException("no time is from " + from + " to before " + to);
    }
    Map<Use, Map<Integer, Wait>> waiting = new HashMap<>();
    Map<Integer, Map<ThreadState, Long>> threads = new TreeMap<>();
    lanes.open(
        end,
        new Lanes.Listener() {
          @Override
          public void stretch(int thread, ThreadState state, long start, long until) {
            count(threads, thread, state, Math.min(until, to) - Math.max(start, from));
          }

          @Override
          public void waited(Wait wait) {
            waiting.computeIfAbsent(use(wait), _ -> new HashMap<>()).put(wait.thread(), wait);
          }
        });
    for (int thread = 1; thread < states.size(); thread++) {
      int id = thread;
      states
          .get(thread)
          .forEach((state, spans) -> count(threads, id, state, spans.within(from, to)));
    }
    Tally tally = new Tally(from, to);
    List<Contended> objects = new ArrayList<>();
    for (List<@Nullable Use> list : uses.values()) {
      for (Use use : list) {
        Contended contended =
            use == null
                ? null
                : use.between(tally, from, to, waiting.getOrDefault(use, Map.of()), end);
        if (contended != null) {
          objects.add(contended);
        }
      }
    }
    objects.sort(MOST_WAITED_FOR);
    return new Statistics(
        from,
        to == Long.MAX_VALUE ? end : to,
        objects,
        total(objects),
        threads,
        chains.longest(from, Math.min(to, end)));
  }

  private static final Comparator<Contended> MOST_WAITED_FOR =
      Comparator.comparingLong((Contended c) -> -c.waits().total())
          .thenComparingLong(c -> -c.obtained())
          .thenComparingInt(Contended::object)
          .thenComparing(Contended::operation);

  private static void count(
      Map<Integer, Map<ThreadState, Long>> threads, int thread, ThreadState state, long nanos) {
    if (nanos > 0) {
      threads
          .computeIfAbsent(thread, _ -> new EnumMap<>(ThreadState.class))
          .merge(state, nanos, Long::sum);
    }
  }

  private static List<Blame> total(List<Contended> objects) {
    Map<List<Integer>, Long> nanos = new HashMap<>();
    for (Contended object : objects) {
      for (Blame blame : object.blocking()) {
        nanos.merge(List.of(blame.holder(), blame.waiter()), blame.nanos(), Long::sum);
      }
    }
    return nanos.entrySet().stream()
        .map(e -> new Blame(e.getKey().get(0), e.getKey().get(1), e.getValue()))
        .sorted(Blame.LONGEST_FIRST)
        .toList();
  }
}
