package io.interleave.engine.analysis.deadlock;

import io.interleave.engine.analysis.Analysis;
import io.interleave.engine.analysis.Close;
import io.interleave.engine.event.Kind;
import io.interleave.engine.event.Trace;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Finds threads that can never go on, as the last of them begins to wait or the last that could
 * have helped them ends.
 *
 * <p>A set of waiting threads is dead if no thread outside it can end the wait of one inside (Holt:
 * Some Deadlock Properties of Computer Systems, 1972; for locks alone, a cycle in the waits-for
 * graph of Coffman, Elphick and Shoshani: System Deadlocks, 1971). Who can end a wait: of a lock,
 * its holders, all of them; of a join, the thread; of a future, the worker that runs its task, or
 * while it is queued any worker of the pool and any thread that can make the pool grow; of anything
 * else, any thread. Waits that give up by themselves, sleep, and input and output end by
 * themselves. Every prefix of a trace is a state that the run could have been in, so what is dead
 * in a prefix is dead in the run.
 *
 * <p>Assumes that nobody interrupts a thread out of its wait or cancels a task that it waits for;
 * if that was already on its way, the wait counts as one that can end. Threads that the recording
 * does not know do not count either. What a trace leaves open, such as a barrier that was broken
 * once, is taken for a wait that can end.
 *
 * <p>An event that begins no wait costs O(1), one that does costs the chain of owners behind it;
 * only where nobody at all is left to act, or something was found, all waiting threads are looked
 * at. Not thread-safe.
 */
public final class Deadlocks extends Analysis {

  private final Situation situation;
  private final Telling telling;
  private final Set<Integer> dead = new HashSet<>();

  public Deadlocks(Trace trace) {
    super(trace);
    situation = new Situation(trace);
    telling = new Telling(trace, situation);
  }

  @Override
  protected void event(int seq) {
    boolean revived = !dead.isEmpty() && mayRevive(seq);
    boolean worse = situation.event(seq);
    if (revived) {
      dead.retainAll(fixpoint(situation.waiting()));
    }
    if (worse) {
      check(situation.lane(trace.thread(seq)));
    }
  }

  // By an interrupt, a cancelled task, or a thread that nobody knew of.
  private boolean mayRevive(int seq) {
    Kind kind = trace.kind(seq);
    Lane lane = situation.lane(trace.thread(seq));
    return dead.contains(lane.thread)
        || kind == Kind.THREAD_INTERRUPT
        || kind == Kind.FUTURE_COMPLETE
        || !lane.alive;
  }

  private void check(Lane lane) {
    if (situation.acting() > 0 && (lane.alive ? dependsOnActing(lane) : leavesNothing(lane))) {
      return;
    }
    Set<Integer> fresh = fixpoint(situation.waiting());
    fresh.removeAll(dead);
    if (!fresh.isEmpty()) {
      dead.addAll(fresh);
      boolean nobodyLeft = dead.size() == situation.alive();
      telling.of(lane.thread, fresh, nobodyLeft).forEach(this::report);
    }
  }

  /** Whether no wait can depend on a thread that has ended. */
  private boolean leavesNothing(Lane ended) {
    return ended.locks == 0 && trace.threads().get(ended.thread).pool() == 0;
  }

  /** Whether a waiting thread can go on, as long as anybody acts. */
  private boolean dependsOnActing(Lane lane) {
    return situation.canEnd(lane, thread -> situation.lane(thread).acting, true)
        || fixpoint(behind(lane)).isEmpty();
  }

  /** A waiting thread, and the waiting threads that it depends on while anybody else can act. */
  private Collection<Lane> behind(Lane lane) {
    Map<Integer, Lane> seen = new LinkedHashMap<>();
    ArrayDeque<Lane> left = new ArrayDeque<>();
    left.add(lane);
    for (Lane next = left.poll(); next != null; next = left.poll()) {
      if (next.acting || !next.alive || seen.putIfAbsent(next.thread, next) != null) {
        continue;
      }
      for (int owner : situation.owners(next)) {
        left.add(situation.lane(owner));
      }
      if (situation.awaitsQueuedTask(next)) {
        situation
            .pools
            .workers(situation.executorOf(next).id())
            .forEach(worker -> left.add(situation.lane(worker)));
      }
    }
    return seen.values();
  }

  /** Of some threads that wait, those that can never go on: remove whoever might, until none. */
  private Set<Integer> fixpoint(Collection<Lane> suspects) {
    TreeMap<Integer, Lane> left = new TreeMap<>();
    suspects.forEach(lane -> left.put(lane.thread, lane));
    boolean changed = true;
    while (changed) {
      changed =
          left.values()
              .removeIf(
                  lane ->
                      situation.canEnd(
                          lane,
                          thread -> situation.lane(thread).alive && !left.containsKey(thread),
                          situation.alive() > left.size()));
    }
    return new TreeSet<>(left.keySet());
  }

  /** The threads that can never go on, as of the last event read. */
  Set<Integer> dead() {
    return Set.copyOf(dead);
  }

  /** Whether no thread that is alive goes on without another's help. */
  public boolean allWait() {
    return situation.acting() == 0;
  }

  /** Whether threads were found that can never go on. */
  public boolean found() {
    return telling.hasTold();
  }

  /** Whether a deadlock over exactly these locks was found. */
  public boolean found(Set<Integer> locks) {
    return telling.hasTold(locks);
  }

  @Override
  protected void end(Close how) {
    if (how == Close.STOOD && !found()) {
      report(telling.stall(situation.waiting()));
    }
  }
}
