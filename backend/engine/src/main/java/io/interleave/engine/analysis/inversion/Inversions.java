package io.interleave.engine.analysis.inversion;

import io.interleave.engine.analysis.Analysis;
import io.interleave.engine.analysis.deadlock.Deadlocks;
import io.interleave.engine.analysis.order.Edges;
import io.interleave.engine.analysis.order.HappensBefore;
import io.interleave.engine.event.Finding;
import io.interleave.engine.event.LockValue;
import io.interleave.engine.event.Text;
import io.interleave.engine.event.Trace;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds locks that threads took in opposite orders: deadlocks of another schedule, in a run that
 * may have ended well.
 *
 * <p>A cycle of lock dependencies of different threads, each asking for a lock that the next one
 * held (Havelund: Using Runtime Analysis to Guide Model Checking of Java Programs, 2000; Joshi,
 * Park, Sen, Naik: A Randomized Dynamic Program Analysis Technique for Detecting Real Deadlocks,
 * PLDI 2009). It is none if two of the threads held a common gate lock, or all of them together
 * more permits of one semaphore than there are, or if the end, a latch, a message or another
 * lasting order puts one request before another. Attempts that give up by themselves wait for
 * nothing for ever, readers do not exclude each other, and a holder enters again freely.
 *
 * <p>What a thread must get past on its way to a request is not looked at: where that takes another
 * lock that somebody never gives back, say, the deadlock cannot come about. Hence only possible.
 *
 * <p>Each set of locks is reported once, and not where the same locks were found in a deadlock.
 * Cycles are searched for as a new dependency closes them, up to {@value #MOST_THREADS} threads and
 * {@value #MOST_STEPS} steps. Of the same dependency, which comes again whenever a program takes
 * the same locks, what matters is when: of those between the same two signals to others the first,
 * and of those in the end the last {@value #MOST_TIMES}. So what is kept depends on the program and
 * not on how long it runs. Not thread-safe.
 */
public final class Inversions extends Analysis {

  private static final int MOST_THREADS = 8;
  private static final int MOST_STEPS = 20_000;
  private static final int MOST_TIMES = 16;

  private final Deadlocks deadlocks;
  private final HappensBefore order;
  private final Holdings holdings = new Holdings();
  private final Map<Dependency.Nesting, ArrayDeque<Dependency>> dependencies = new HashMap<>();
  // By lock: those who held it.
  private final Map<Integer, List<Dependency>> holding = new HashMap<>();
  private final Set<Set<Integer>> told = new HashSet<>();
  private int steps;

  /**
   * @param deadlocks reads each event before this does
   */
  public Inversions(Trace trace, Deadlocks deadlocks) {
    super(trace);
    this.deadlocks = deadlocks;
    this.order = new HappensBefore(trace, Edges.LASTING);
  }

  @Override
  protected void event(int seq) {
    order.event(seq);
    int thread = trace.thread(seq);
    int object = trace.object(seq);
    long value = trace.value(seq);
    switch (trace.kind(seq)) {
      case LOCK_REQUEST -> {
        if (!trace.timed(seq) && holdings.nests(thread, object)) {
          depend(seq);
        }
      }
      case LOCK_ACQUIRE -> holdings.acquire(thread, object, LockValue.unpack(value));
      case LOCK_RELEASE -> holdings.release(thread, object, LockValue.unpack(value));
      case SEMAPHORE_ACQUIRE -> holdings.take(thread, object, value);
      case SEMAPHORE_RELEASE -> holdings.give(thread, object, value);
      case THREAD_END -> holdings.ended(thread);
      default -> {}
    }
  }

  private void depend(int seq) {
    int thread = trace.thread(seq);
    Dependency.Nesting what =
        new Dependency.Nesting(
            thread,
            trace.object(seq),
            LockValue.unpack(trace.value(seq)).read(),
            holdings.locks(thread),
            holdings.permits(thread));
    int epoch = order.clock(thread).get(thread);
    ArrayDeque<Dependency> times = dependencies.computeIfAbsent(what, _ -> new ArrayDeque<>());
    Dependency before = times.peekLast();
    if (before != null && before.epoch() == epoch) {
      return;
    }
    Dependency dependency = new Dependency(what, seq, epoch, order.clock(thread).copy());
    times.addLast(dependency);
    what.held()
        .keySet()
        .forEach(lock -> holding.computeIfAbsent(lock, _ -> new ArrayList<>()).add(dependency));
    if (times.size() > MOST_TIMES) {
      Dependency oldest = times.removeFirst();
      what.held().keySet().forEach(lock -> holders(lock).remove(oldest));
    }
    steps = 0;
    close(new ArrayList<>(List.of(dependency)));
  }

  private List<Dependency> holders(int lock) {
    return Objects.requireNonNullElse(holding.get(lock), List.of());
  }

  /** Goes on from the last of a chain, to those who held what it asks for, and reports cycles. */
  private void close(List<Dependency> chain) {
    Dependency.Nesting last = chain.getLast().what();
    if (chain.size() > 1 && chain.getFirst().what().blocks(last)) {
      found(chain);
    }
    if (chain.size() == MOST_THREADS) {
      return;
    }
    for (Dependency next : holders(last.lock())) {
      if (++steps > MOST_STEPS) {
        return;
      }
      if (next.what().blocks(last) && next.canMeet(chain)) {
        chain.add(next);
        close(chain);
        chain.removeLast();
      }
    }
  }

  private void found(List<Dependency> cycle) {
    Set<Integer> locks = cycle.stream().map(each -> each.what().lock()).collect(Collectors.toSet());
    if (told.contains(locks) || locks.stream().anyMatch(holdings::isSignal) || isGated(cycle)) {
      return;
    }
    told.add(locks);
    if (!deadlocks.found(locks)) {
      report(finding(cycle));
    }
  }

  /** Whether a semaphore has too few permits for all of them. */
  private boolean isGated(List<Dependency> cycle) {
    Map<Integer, Integer> needed = new HashMap<>();
    cycle.forEach(
        each ->
            each.what()
                .permits()
                .forEach((semaphore, count) -> needed.merge(semaphore, count, Integer::sum)));
    return needed.entrySet().stream()
        .anyMatch(each -> isGate(each.getKey()) && each.getValue() > initial(each.getKey()));
  }

  // One that begins with none is there for signals.
  private boolean isGate(int semaphore) {
    return initial(semaphore) > 0 && !holdings.isSignal(semaphore);
  }

  private long initial(int semaphore) {
    return Objects.requireNonNullElse(trace.objects().get(semaphore).initial(), 0L);
  }

  private Finding finding(List<Dependency> cycle) {
    List<Integer> threads = new ArrayList<>();
    List<Integer> objects = new ArrayList<>();
    List<Long> events = new ArrayList<>();
    List<Text> parts = new ArrayList<>();
    int held = cycle.getLast().what().lock();
    for (Dependency each : cycle) {
      int asked = each.what().lock();
      threads.add(each.what().thread());
      objects.add(asked);
      events.add((long) each.seq());
      parts.add(
          new Text("%s took '%s' and then asked for '%s' at %s", "%s 获取“%s”之后又请求“%s”（%s）")
              .with(
                  threadName(each.what().thread()),
                  objectName(held),
                  objectName(asked),
                  place(each.seq())));
      held = asked;
    }
    Text message =
        new Text("%s. In another order each would wait for the %s for ever.", "%s。换一种执行顺序，%s。")
            .with(
                new Text("; ", "；").join(parts),
                cycle.size() == 2
                    ? new Text("other", "它们就会永远互相等待")
                    : new Text("next", "每个线程就会永远等待下一个线程"));
    return new Finding(
        "lock-order-inversion", Finding.Certainty.POSSIBLE, threads, objects, events, message);
  }
}
